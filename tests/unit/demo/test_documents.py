"""The demo's documents are ones the engine takes: every command is one of its kind, every text fits a sign."""

from controlcenter import places
from controlcenter.demo.documents import make_documents
from controlcenter.demo.inventory import make_inventory
from controlcenter.domain.arguments import validate_arguments
from controlcenter.domain.documents import Group, Scene, SignText
from controlcenter.domain.plans import Plan
from controlcenter.domain.plans_check import problems_of
from controlcenter.domain.selections import find
from controlcenter.drivers.kinds import load_kinds
from controlcenter.engine.control.signs import SignTexts

INVENTORY = make_inventory(500)
KINDS = load_kinds(places.RESOURCES / "kinds")
DOCUMENTS = make_documents(INVENTORY, places.SIGNS, "demo", 1.0)
AREAS = {area.id: area for area in INVENTORY.areas}


def test_groups_mean_somebody() -> None:
    for document in DOCUMENTS:
        if isinstance(document.body, Group):
            query = document.body.selection.query
            assert query is not None
            assert find(query, INVENTORY.devices, AREAS), document.name


def test_the_scene_can_be_given_to_everybody_it_means() -> None:
    (scene,) = [document.body for document in DOCUMENTS if isinstance(document.body, Scene)]
    texts = SignTexts(places.SIGN_FONTS, places.SIGNS)
    held = {device.id: device for device in INVENTORY.devices}
    for action in scene.actions:
        assert action.selection.query is not None
        for number in find(action.selection.query, INVENTORY.devices, AREAS):
            device = held[number]
            assert device.commands == () or action.command in device.commands
            arguments = validate_arguments(KINDS[device.kind].commands[action.command], action.arguments)
            if "multi" in arguments:
                assert texts.check(device, str(arguments["multi"])) is None, device.name


def test_the_plan_is_sound_and_waits() -> None:
    (plan,) = [document.body for document in DOCUMENTS if isinstance(document.body, Plan)]
    assert problems_of(plan, [KINDS["streetlight"]]) == ()
    assert not plan.enabled


def test_the_library_is_there() -> None:
    assert sum(isinstance(document.body, SignText) for document in DOCUMENTS) >= 10
