"""Passwords of brokers: the environment first, then the operating system's keyring. Never a file of ours."""

import logging
import os

from controlcenter.settings.model import password_variable

_log = logging.getLogger(__name__)
SERVICE = "controlcenter"


def broker_password(broker: str) -> str | None:
    """The password of *broker*, None when nobody keeps one."""
    found = os.environ.get(password_variable(broker))
    if found is not None:
        return found
    # Imported late: the keyring looks for its backends over D-Bus, which the first window need not wait for.
    import keyring
    import keyring.errors

    try:
        return keyring.get_password(SERVICE, broker)
    except keyring.errors.KeyringError as error:
        _log.info("the keyring has no password for broker %s: %s", broker, error)
        return None
