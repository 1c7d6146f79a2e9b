"""Making assistant/language/wordnet.tsv: `python -m eval.wordnet DICT`.

DICT is the folder of the database of WordNet 3.0 (`data.noun`, `noun.exc` and so on; Debian: wordnet-base).
Its meanings and those of the Thai WordNet that PyThaiNLP carries go by the same numbers. Kept are those with
a word of PyThaiNLP's dictionary, which newmm cuts out of a text; names of single people and places are not.
"""

import sqlite3
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib.resources import as_file, files
from pathlib import Path
from typing import NamedTuple

from assistant.language.segmenting import dictionary

_PARTS = ("noun", "verb", "adj", "adv")
# Lexicographer files 05, 13 and 20: animals, foods, plants.
_THINGS = frozenset({5, 13, 20})
_INSTANCE = "@i"
_FREQUENT_SENSES = 4
OUT = Path(__file__).parents[1] / "assistant" / "language" / "wordnet.tsv"


class Meaning(NamedTuple):
    """The words of a meaning, and whether it is that of a thing or of a single one."""

    words: tuple[str, ...]
    is_thing: bool
    is_single: bool


def main(folder: Path) -> None:
    """Write the file from the database in `folder`."""
    thai, irregular, frequent = _thai_words(), _irregular_forms(folder), _frequent_senses(folder)
    lines: dict[str, bool] = {}
    for part in _PARTS:
        for number, meaning in _meanings(folder / f"data.{part}"):
            words = [word for word in meaning.words if (word, number) in frequent]
            if number in thai and words and not meaning.is_single:
                forms = sorted({form for word in words for form in irregular[word]})
                columns = ("|".join(column) for column in (thai[number], words, forms))
                line = "\t".join(columns).rstrip()
                lines[line] = lines.get(line, False) or (part == "noun" and meaning.is_thing)
    marked = sorted(f"*{line}" if is_thing else line for line, is_thing in lines.items())
    OUT.write_text("\n".join(marked) + "\n", encoding="utf-8")


def _thai_words() -> Mapping[str, list[str]]:
    """The dictionary words of each meaning by its number ("07764155-n")."""
    words: dict[str, list[str]] = defaultdict(list)
    with as_file(files("pythainlp") / "corpus" / "wordnet_th.db") as path:
        rows = sqlite3.connect(path).execute("SELECT synsetid, li FROM word_synset ORDER BY li").fetchall()
    for number, word in rows:
        if word in dictionary():
            words[number].append(word)
    return words


def _meanings(file: Path) -> Iterator[tuple[str, Meaning]]:
    """The meanings of a data file by their numbers (wndb(5): offset, file, kind, words, pointers)."""
    for line in file.read_text(encoding="latin-1").splitlines():
        if line.startswith(" "):
            continue
        offset, lexicographer, kind, count, *rest = line.split(" | ")[0].split()
        size = 2 * int(count, 16)
        words = {word.split("(")[0].replace("_", " ").lower() for word in rest[:size:2]}
        is_single = _INSTANCE in rest[size + 1 :: 4]
        number = f"{offset}-{'a' if kind == 's' else kind}"
        yield number, Meaning(tuple(sorted(words)), int(lexicographer) in _THINGS, is_single)


def _frequent_senses(folder: Path) -> set[tuple[str, str]]:
    """Each word with the numbers of what it means most often (wndb(5): an index has them in that order): few
    people who cut something dissolve it."""
    return {
        (word.replace("_", " "), f"{offset}-{kind}")
        for part in _PARTS
        for line in (folder / f"index.{part}").read_text(encoding="latin-1").splitlines()
        if not line.startswith(" ")
        for word, kind, senses, *rest in [line.split()]
        for offset in rest[-int(senses) :][:_FREQUENT_SENSES]
    }


def _irregular_forms(folder: Path) -> Mapping[str, set[str]]:
    forms: dict[str, set[str]] = defaultdict(set)
    for part in _PARTS:
        for line in (folder / f"{part}.exc").read_text(encoding="latin-1").splitlines():
            form, *words = line.split()
            for word in words:
                if "_" not in form:
                    forms[word.replace("_", " ")].add(form)
    return forms


if __name__ == "__main__":
    main(Path(sys.argv[1]))
