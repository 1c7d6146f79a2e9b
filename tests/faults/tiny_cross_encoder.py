"""A cross-encoder of few and random weights: the real code in a hundredth of the time."""

import string
from pathlib import Path

import torch
from tokenizers import Regex, Tokenizer, models, pre_tokenizers, processors
from transformers import BertConfig, BertForSequenceClassification, PreTrainedTokenizerFast

_PADDING, _UNKNOWN = "<pad>", "<unk>"
_THAI = "".join(chr(code) for code in range(0x0E01, 0x0E5C))
_VOCABULARY = [_PADDING, "<s>", "</s>", _UNKNOWN, *string.printable, *_THAI]


def save_tiny_cross_encoder(folder: Path, *, labels: int = 1) -> Path:
    """Save the model (one token a character, one layer, `labels` scores) into `folder`, always the same."""
    torch.manual_seed(2569)
    shape = BertConfig(
        vocab_size=len(_VOCABULARY),
        hidden_size=32,
        intermediate_size=32,
        num_attention_heads=2,
        num_hidden_layers=1,
        max_position_embeddings=128,
        num_labels=labels,
        initializer_range=0.5,
    )
    BertForSequenceClassification(shape).save_pretrained(folder)
    PreTrainedTokenizerFast(
        tokenizer_object=_tokenizer(), pad_token=_PADDING, unk_token=_UNKNOWN, model_max_length=128
    ).save_pretrained(folder)
    return folder


def _tokenizer() -> Tokenizer:
    words = {token: number for number, token in enumerate(_VOCABULARY)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=_UNKNOWN))
    tokenizer.pre_tokenizer = pre_tokenizers.Split(Regex("(?m)."), "isolated")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>",
        pair="<s> $A </s> $B:1 </s>:1",
        special_tokens=[("<s>", words["<s>"]), ("</s>", words["</s>"])],
    )
    return tokenizer
