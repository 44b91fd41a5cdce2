"""The whole demo over its real broker."""

import json
import os
import threading
import time

import pytest

from controlcenter.demo.city import CityError, CityOptions, DemoCity
from controlcenter.demo.run import Demo


@pytest.fixture
def start():
    demos = []

    def make(**options):
        demo = Demo(**{"devices": 60, "faults_every_s": None, **options})
        demos.append(demo)
        return demo, demo.start()

    yield make
    for demo in demos:
        demo.stop()


def of(site, driver):
    return next(device for device in site.inventory.devices if device.driver == driver)


def test_the_site_says_where_everything_is_and_stop_leaves_nothing(start):
    threads = threading.active_count()
    demo, site = start()
    assert site.broker_url == f"mqtt://127.0.0.1:{demo.broker.port}"
    assert site.base_map_path.is_file()
    assert len(site.inventory.devices) == 60
    pids = [demo.broker.pid, demo.city.pid]
    demo.stop()
    demo.stop()
    for pid in pids:
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
    assert threading.active_count() == threads


def test_devices_obey_over_the_broker(start, listen):
    demo, site = start()
    ear = listen(demo.broker.port)
    lamp = of(site, "tasmota")
    ear.await_message(lambda message: message.topic.startswith("tele/"))
    ear.say(f"cmnd/{lamp.address}/Dimmer", b"35")
    answer = ear.await_message(lambda message: message.topic == f"stat/{lamp.address}/RESULT")
    assert json.loads(answer.payload) in ({"POWER": "ON", "Dimmer": 35}, {"Command": "Error"})


def test_a_late_listener_gets_the_link_states_as_retained(start, listen):
    demo, _ = start()
    listen(demo.broker.port).await_message(lambda message: message.topic.startswith("tele/"))
    late = listen(demo.broker.port)
    assert late.await_message(lambda message: message.retain).payload in (b"Online", b"online", b"true")


def test_the_rate_is_what_was_asked_for(start, listen):
    demo, _ = start(devices=200, rate=1000.0)
    ear = listen(demo.broker.port_311, 4)
    ear.await_message(lambda message: message.topic.startswith("its/"))
    began, count = time.monotonic(), 0
    while time.monotonic() - began < 3.0:
        ear.heard.get(timeout=5)
        count += 1
    assert count / 3.0 == pytest.approx(1000, rel=0.1)


def test_after_a_broken_broker_the_city_comes_back_with_its_retained_states(start, listen):
    demo, _ = start()
    listen(demo.broker.port).await_message(lambda message: message.topic.startswith("tele/"))
    demo.trigger("broker_down")
    assert not demo.broker.running
    demo.trigger("all_clear")
    ear = listen(demo.broker.port)
    ear.await_message(lambda message: message.topic.endswith("/LWT"))
    ear.await_message(lambda message: message.topic.endswith("/STATE"))


def test_a_silent_network_goes_on_after_all_clear(start, listen):
    demo, _ = start(rate=200.0)
    ear = listen(demo.broker.port)
    ear.await_message(lambda message: message.topic.startswith("tele/"))
    demo.trigger("network_silent")
    assert demo.broker.frozen
    demo.trigger("all_clear")
    frozen_at = time.time()
    ear.await_message(
        lambda message: message.topic.startswith("its/") and json.loads(message.payload)["t"] / 1000 >= frozen_at
    )


def test_a_presenter_takes_a_cabinets_mains(start, listen):
    demo, site = start()
    ear = listen(demo.broker.port)
    cabinet = of(site, "json_cabinet")
    ear.await_message(lambda message: message.topic.startswith("tele/"))
    demo.trigger("cabinet_mains_lost", cabinet.id)
    topic = f"lighting/cabinet/{cabinet.address}/state"
    ear.await_message(lambda message: message.topic == topic and json.loads(message.payload)["fault"] == 1)


def test_faults_appear_by_themselves(start, listen):
    demo, _ = start(faults_every_s=0.5, rate=300.0)
    ear = listen(demo.broker.port)

    def faulty(message):
        try:
            body = json.loads(message.payload)
        except (ValueError, RecursionError):
            return True
        return isinstance(body, dict) and body.get("fault", 0) == 1

    ear.await_message(lambda message: not message.topic.endswith(("/LWT", "/link", "/status")) and faulty(message))


def test_a_city_that_does_not_run_or_a_fault_nobody_knows_is_refused():
    city = DemoCity(CityOptions("127.0.0.1", 1))
    with pytest.raises(CityError, match="not running"):
        city.trigger("lamp_fails")
    with pytest.raises(CityError, match="earthquake"):
        city.trigger("earthquake")


def test_an_impossible_city_starts_nothing():
    demo = Demo(devices=3)
    with pytest.raises(ValueError, match="3"):
        demo.start()
    assert not demo.broker.running
