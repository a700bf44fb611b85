"""The daemon serves the channels of plugins that config/delivery.toml names, beside its own."""

import hashlib
import hmac
import json
import signal

from aiohttp import web


async def test_a_dropped_file_reaches_a_webhook_signed_and_once_over_two_lives(house, start, until, site, news):
    heard = []

    async def hook(request):
        heard.append((request.headers, await request.read()))
        return web.Response(status=204)

    site.pages["/hook"] = hook
    house.configure()
    (house.root / "hook-secret").write_text("s3cret\n")
    (house.root / "config" / "delivery.toml").write_text(
        '[channel.webhook]\nsecret_file = "hook-secret"\n'
        f'[[subscription]]\nchannel = "webhook"\naddress = "{site.base}/hook"\ntopic = "social_organizations"\n'
    )
    house.drop("a.txt", news(1))
    first = await start()
    await until(lambda: bool(heard))
    assert await first.end(signal.SIGTERM) == 0
    house.drop("b.txt", news(2))
    second = await start()
    await until(lambda: len(heard) > 1)
    assert await second.end(signal.SIGTERM) == 0
    (headers, body), (_, other) = heard
    assert json.loads(other)["title"].startswith("第2区")
    signed = headers["X-Jianbao-Timestamp"].encode() + b"." + body
    assert headers["X-Jianbao-Signature"] == f"sha256={hmac.new(b's3cret', signed, hashlib.sha256).hexdigest()}"
    assert json.loads(body)["title"].startswith("第1区社会组织")
