"""What limits cost is measured with limits that admit all, some and none."""

from pathlib import Path

import pytest

from api.bootstrap import open_services
from eval.benchmarks.limits import LIMITS, costs, table
from eval.benchmarks.scale import Builder, Likeness
from eval.settings import evaluation_settings


@pytest.mark.usefixtures("tiny_model")
def test_each_limit_is_measured_and_admits_less_than_the_one_before(tmp_path: Path) -> None:
    with open_services(evaluation_settings(tmp_path / "home")) as services:
        Builder(services, Likeness(services.index.embeddings, passages=8)).build(400)
        found = costs(services, ["อยากลดเกลือในปลาร้า", "ข้าวทนเค็ม", "rice"])
    assert [cost.limit for cost in found] == list(LIMITS)
    shares = {cost.limit: cost.share for cost in found}
    assert (shares["any year"], shares["nothing"]) == (1, 0)
    assert 1 > shares["one region"] > shares["one region and year"] >= 0
    assert all(cost.p95 >= cost.p50 > 0 for cost in found)
    assert len(table(found)) == len(found) + 1
