"""What a simulated sign makes of a text: it draws it with its own fonts, as a real one does, or says why it cannot."""

from collections.abc import Mapping

from controlcenter.demo.models.panel import Judge
from controlcenter.domain.readings import Value
from controlcenter.domain.signs.multi import MultiError, parse
from controlcenter.domain.signs.render import FitError, Frame, SignFace, render
from controlcenter.drivers.sign_fonts import load_sign_fonts
from controlcenter.places import RESOURCES


def frames_of(multi: str, options: Mapping[str, Value]) -> tuple[Frame, ...]:
    """The pictures a sign with *options* goes through. Raises MultiError or FitError."""
    # The fonts are read with the first message, not with the city: the demo has to be there quickly.
    fonts = load_sign_fonts(RESOURCES / "sign_fonts")
    face = SignFace(int(options["width"]), int(options["height"]), str(options["colour"]), fonts, int(options["font"]))
    return render(parse(multi), face)


def judge_of(options: Mapping[str, Value]) -> Judge:
    """Why a sign with *options* cannot show a text, in its own words; empty when it can."""

    def judge(multi: str) -> str:
        try:
            frames_of(multi, options)
        except (MultiError, FitError) as error:
            return str(error)
        return ""

    return judge
