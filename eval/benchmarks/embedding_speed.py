"""Passages a second, and milliseconds a question: `SentenceEmbeddings` against sentence-transformers.

    python -m eval.benchmarks.embedding_speed [--passages 120] [--rounds 5] [--models FOLDER]

Both sides use the bundled weights on the same passages, in turns, so that a busy machine slows both. The
other side is `SentenceTransformer(folder).encode(passages)` with its defaults, in float32. The best
rounds are compared: what the processor does when left alone. The cosines show that both computed the same.
"""

import argparse
import json
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from eval.benchmarks.command_line import at_least_one, ends_with_a_message, folder_to_be
from vectorstore.bundled_model import unpack
from vectorstore.embeddings import E5_PROMPTS, SentenceEmbeddings, Vectors

MODEL_FOLDER = "multilingual-e5-small"
SENTENCES = {
    "th": (
        "งานวิจัยนี้พัฒนาพันธุ์ข้าวหอมมะลิที่ทนดินเค็มสำหรับเกษตรกรในภาคตะวันออกเฉียงเหนือ",
        "ผลการทดลองพบว่าน้ำหมักชีวภาพช่วยเพิ่มผลผลิตได้ร้อยละสิบแปดเมื่อเทียบกับแปลงควบคุม",
        "คณะผู้วิจัยออกแบบเครื่องอบแห้งพลังงานแสงอาทิตย์ขนาดเล็กสำหรับวิสาหกิจชุมชน",
        "กลุ่มตัวอย่างประกอบด้วยผู้สูงอายุหนึ่งร้อยยี่สิบคนในสี่จังหวัดของภาคเหนือตอนล่าง",
        "เทคโนโลยีดังกล่าวพร้อมถ่ายทอดให้ผู้ประกอบการและอยู่ระหว่างการยื่นจดอนุสิทธิบัตร",
        "การสกัดสารต้านอนุมูลอิสระจากเปลือกมังคุดใช้ตัวทำละลายที่ปลอดภัยต่ออาหาร",
    ),
    "en": (
        "This project bred a fragrant rice that tolerates saline soil for farmers of the northeast.",
        "Bio-fermented liquid raised the yield by eighteen per cent against the control plots.",
        "The team designed a small solar dryer that a community enterprise can build and repair.",
        "The sample held one hundred and twenty elderly people in four provinces of the lower north.",
        "The technology is ready for licensing, and a petty patent has been applied for.",
        "Antioxidants were extracted from mangosteen peel with solvents that are safe in food.",
    ),
}


@dataclass(frozen=True, slots=True)
class Speed:
    """The outcome: higher ratios are better, `least_cosine` near 1."""

    passages_per_s: float
    plain_passages_per_s: float
    passages_ratio: float
    query_ms: float
    plain_query_ms: float
    query_ratio: float
    least_cosine: float


def mixed_passages(count: int, seed: int = 1) -> list[str]:
    """Thai and English passages of 1 to 16 sentences, the same for the same `seed`."""
    choice = random.Random(seed)
    passages = []
    for number in range(count):
        language = ("th", "en")[number % 2]
        sentences = choice.choices(SENTENCES[language], k=choice.randint(1, 16))
        passages.append((" " if language == "en" else "").join(sentences))
    return passages


def measure(folder: Path, passages: Sequence[str], rounds: int) -> Speed:
    """Time both sides in turns on `passages`, and on one question a round for each sentence."""
    from sentence_transformers import SentenceTransformer

    ours = SentenceEmbeddings(models_folder=folder.parent)
    plain = SentenceTransformer(
        str(folder), device="cpu", local_files_only=True, model_kwargs={"dtype": "float32"}
    )
    prompted = [E5_PROMPTS.passage + passage for passage in passages]
    questions = [sentence for sentences in SENTENCES.values() for sentence in sentences]

    def plain_vectors() -> Vectors:
        vectors: Vectors = plain.encode(prompted, show_progress_bar=False)
        return vectors

    cosines = np.sum(ours.passage_vectors(passages) * plain_vectors(), axis=1)
    passage_times = _in_turns(rounds, lambda: ours.passage_vectors(passages), plain_vectors)
    query_times = _in_turns(
        rounds,
        lambda: [ours.query_vector(question) for question in questions],
        lambda: [
            plain.encode(E5_PROMPTS.query + question, show_progress_bar=False) for question in questions
        ],
    )
    return Speed(
        passages_per_s=len(passages) / passage_times[0],
        plain_passages_per_s=len(passages) / passage_times[1],
        passages_ratio=passage_times[1] / passage_times[0],
        query_ms=1000 * query_times[0] / len(questions),
        plain_query_ms=1000 * query_times[1] / len(questions),
        query_ratio=query_times[1] / query_times[0],
        least_cosine=float(cosines.min()),
    )


def _in_turns(rounds: int, first: Callable[[], object], second: Callable[[], object]) -> tuple[float, float]:
    """The least seconds of each, run one after the other `rounds` times."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for run, taken in zip((first, second), times, strict=True):
            start = time.perf_counter()
            run()
            taken.append(time.perf_counter() - start)
    return min(times[0]), min(times[1])


@ends_with_a_message
def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--passages", type=at_least_one, default=120)
    parser.add_argument("--rounds", type=at_least_one, default=5)
    parser.add_argument("--models", type=folder_to_be, help="where the model is, or will be, unpacked")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        folder = unpack((options.models or Path(scratch)) / MODEL_FOLDER)
        speed = measure(folder, mixed_passages(options.passages), options.rounds)
    print(json.dumps({name: round(value, 4) for name, value in asdict(speed).items()}, indent=2))


if __name__ == "__main__":
    main()
