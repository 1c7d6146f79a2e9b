"""A scan of a printed report: pictures of its pages, a little crooked and grainy, and no text at all."""

import io
import subprocess
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy
from PIL import Image
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

RESOLUTION_DPI = 170
JPEG_QUALITY = 38
GRAIN = 5.0
CROOKED_DEGREES = 0.5


def scan(printed: Path, target: Path) -> None:
    """Write the pages of the PDF `printed` to `target` as grey pictures (needs pdftoppm of poppler-utils).

    The same pages always give the same pictures.
    """
    canvas = Canvas(str(target), pagesize=A4, invariant=1)
    canvas.setProducer("CanoScan LiDE 110")
    with TemporaryDirectory() as folder:
        subprocess.run(
            ["/usr/bin/pdftoppm", "-gray", "-r", str(RESOLUTION_DPI), str(printed), f"{folder}/page"],
            check=True,
        )
        for number, picture in enumerate(sorted(Path(folder).iterdir())):
            canvas.drawImage(ImageReader(_aged(picture, seed=number)), 0, 0, *A4)
            canvas.showPage()
    canvas.save()


def _aged(picture: Path, seed: int) -> io.BytesIO:
    angle = Random(seed).uniform(-CROOKED_DEGREES, CROOKED_DEGREES)  # noqa: S311 no secret
    with Image.open(picture) as image:
        turned = image.convert("L").rotate(angle, Image.Resampling.BICUBIC, fillcolor=255)
    grain = numpy.random.default_rng(seed).normal(0.0, GRAIN, (turned.height, turned.width))
    grey = numpy.clip(numpy.asarray(turned) * 0.94 + 8 + grain, 0, 255).astype("uint8")
    page = io.BytesIO()
    Image.fromarray(grey).save(page, "JPEG", quality=JPEG_QUALITY, optimize=True)
    page.seek(0)
    return page
