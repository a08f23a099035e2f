"""The work of the day beside the server."""

import asyncio

import pytest
from sqlmodel import select

import migrations
from models import engine
from models.account import Setting
from services.daily import NAME
from tests.databases import Database
from web import daily


def test_a_day_whose_work_fails_is_tried_again_and_stops_nobody(
    unmigrated_database: Database, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(daily, "EVERY_SECONDS", 0.01)
    bound = engine.use(unmigrated_database.url)

    async def serve() -> None:
        async with daily.daily_work():
            while not caplog.records:
                await asyncio.to_thread(lambda: None)
            migrations.upgrade(unmigrated_database.url)
            while not await asyncio.to_thread(done):
                pass

    asyncio.run(asyncio.wait_for(serve(), 30))
    assert "OperationalError" in caplog.text or "ProgrammingError" in caplog.text
    bound.dispose()


def done() -> bool:
    with engine.reading() as session:
        return session.exec(select(Setting).where(Setting.name == NAME)).first() is not None
