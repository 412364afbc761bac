"""Fine-tunes a causal language model by an adapter: SFT, DPO, ORPO or prompt tuning.

    python -m training.finetune --method sft --dataset checkpoints/sft --output_dir checkpoints/lora
    python -m training.finetune --config training/configs/orpo.yaml --learning_rate 5e-5
    accelerate launch --config_file training/configs/fsdp.yaml -m training.finetune --config ...

Flags are those of TRL's scripts; a YAML file gives others, and flags on the command line override it. Killed
at any point and started again with the same command, it goes on from the last checkpoint to the same weights.
OUTPUT_DIR then holds the adapter (safetensors and adapter_config.json, as PEFT and the backends of generation
read them), prompt.json (what it is to be asked with), README.md, report.json and metrics.jsonl.
"""

from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from diagram import commands
from training.finetuning.errors import Cancelled, CannotTrain
from training.finetuning.options import BETAS, Options

if TYPE_CHECKING:
    from transformers import PretrainedConfig

    from training.finetuning.data import Splits
    from training.finetuning.progress import Progress
    from training.finetuning.report import Report


def train(
    options: Options,
    *,
    data: Splits | None = None,
    progress: Callable[[Progress], None] | None = None,
    cancel: threading.Event | None = None,
) -> Report:
    """Trains an adapter and writes it to `options.output_dir`; gives the report of a run that is finished.

    data: texts instead of `options.dataset`; progress: told after every step; cancel: stops at the next step.
    Raises CannotTrain, saying what is wrong and what to do, before anything is trained; Cancelled.
    """
    if data is not None and not options.dataset:
        options = replace(options, dataset="(in memory)")
    options.check()
    from training.finetuning import base, memory, precision, resume
    from training.finetuning import data as datasets
    from training.finetuning.report import Report

    folder = Path(options.output_dir).expanduser()
    config = base.configuration(options)
    limit = base.readable(options, config)
    data = data or datasets.load(options)
    datasets.check_columns(options.method, data)
    run = {
        **options.of_the_result(),
        "data_hash": datasets.digest(options.method, data),
        "base": base.fingerprint(options),
        "processes": int(os.environ.get("WORLD_SIZE", 1)),
    }
    if options.adapter:
        base.check_adapter(options, run["base"])
    resume.check_run(folder, run)
    if (folder / resume.REPORT).exists():
        return Report.read(folder / resume.REPORT)
    dtype = precision.of_this_machine(options.dtype, options.use_cpu)
    tokenizer = base.tokenizer(options)
    reading = (tokenizer, limit, options.too_long, options.completion_only_loss)
    rows, longest = datasets.tokens(options.method, data.train, *reading)
    held_out = None
    if data.evaluation is not None and len(data.evaluation):
        held_out, _ = datasets.tokens(options.method, data.evaluation, *reading)
    checkpointing = _checkpointing(options, config)
    memory.check_fits(
        config,
        memory.Setting.of(options, longest, dtype, checkpointing),
        options.memory_limit,
        options.use_cpu,
    )
    folder.mkdir(parents=True, exist_ok=True)
    if _first_process():
        resume.write(folder / resume.RUN, run)
        resume.clear_partial(folder / "checkpoints")

    from training.finetuning.progress import Recorder
    from training.finetuning.trainers import TRAINERS, limit_head

    limit_head()
    last, before = resume.latest(folder / "checkpoints")
    recorder = Recorder(folder, before, progress, cancel, options.minutes)
    kind, _ = TRAINERS[options.method]
    model = base.weights(options, dtype)
    more = {}
    if options.adapter:
        model = base.with_adapter(options, model)
    else:
        more["peft_config"] = base.adapter_config(options, model)
    trainer = kind(
        model=model,
        args=_arguments(options, dtype, checkpointing, limit, held_out is not None),
        train_dataset=rows,
        eval_dataset=held_out,
        processing_class=tokenizer,
        callbacks=[recorder],
        **more,
    )
    _quiet(trainer)
    trainer.train(resume_from_checkpoint=str(last) if last else None)
    if cancel is not None and cancel.is_set():
        raise Cancelled("The training was cancelled; nothing of it is used.")
    seconds = recorder.seconds
    evaluation = trainer.evaluate() if held_out is not None else {}
    question = data.train[0]["prompt"]
    return _finish(options, trainer, folder, run, dtype, seconds, evaluation, len(rows), longest, question)


def _arguments(options: Options, dtype: str, checkpointing: bool, limit: int, evaluates: bool):
    """TRL's own configuration of the method."""
    import torch

    from training.finetuning.trainers import TRAINERS

    _, configuration = TRAINERS[options.method]
    on_cpu = options.use_cpu or not torch.cuda.is_available()
    more: dict = {}
    if options.preference:
        more["beta"] = options.beta or BETAS[options.method]
    if options.sft_weight:  # RPO (Pang et al. 2024)
        more |= {"loss_type": ["sigmoid", "sft"], "loss_weights": [1.0, options.sft_weight]}
    if options.method == "orpo":
        more |= {"max_length": limit, "remove_unused_columns": False}
    else:
        more["max_length"] = None  # longer examples were refused or left out: a cut one would lose its end
    if evaluates and options.eval_steps:
        more |= {"eval_strategy": "steps", "eval_steps": options.eval_steps}
    return configuration(
        output_dir=str(Path(options.output_dir).expanduser() / "checkpoints"),
        per_device_train_batch_size=options.per_device_train_batch_size,
        per_device_eval_batch_size=options.per_device_train_batch_size,
        gradient_accumulation_steps=options.gradient_accumulation_steps,
        num_train_epochs=options.num_train_epochs,
        max_steps=options.max_steps,
        learning_rate=options.rate,
        lr_scheduler_type=options.lr_scheduler_type,
        warmup_steps=options.warmup_steps,
        weight_decay=options.weight_decay,
        max_grad_norm=options.max_grad_norm,
        seed=options.seed,
        data_seed=options.seed,
        bf16=dtype == "bf16",
        fp16=dtype == "fp16",
        use_cpu=on_cpu,
        dataloader_pin_memory=not on_cpu,
        gradient_checkpointing=checkpointing,
        gradient_checkpointing_kwargs={"use_reentrant": False} if checkpointing else None,
        ddp_find_unused_parameters=False,
        logging_steps=options.logging_steps,
        save_strategy="steps",
        save_steps=options.save_steps,
        save_total_limit=2,  # the one before stays until the new one is whole
        report_to="none",
        disable_tqdm=True,
        prediction_loss_only=True,
        **more,
    )


def _checkpointing(options: Options, config: PretrainedConfig) -> bool:
    from training.finetuning.memory import LARGE, Setting
    from training.finetuning.simulation import parameters

    if options.gradient_checkpointing is not None:
        return options.gradient_checkpointing
    try:
        return parameters(config, Setting.of(options, 8, "bf16", checkpointing=False))[0] >= LARGE
    except ValueError as error:  # PEFT finds no such layers
        raise CannotTrain(
            f"{options.model} has no layers called {', '.join(options.lora_target_modules)}; name its linear "
            "layers with --lora_target_modules."
        ) from error


def _quiet(trainer) -> None:
    """Leaves out what TRL and transformers print line by line; the progress says it."""
    from transformers.trainer_callback import PrinterCallback

    trainer.remove_callback(PrinterCallback)


def _finish(
    options: Options,
    trainer,
    folder: Path,
    run: dict,
    dtype: str,
    seconds: float,
    evaluation: dict,
    examples: int,
    longest: int,
    question: str,
) -> Report:
    """Writes adapter, card and report, the report last, and clears the checkpoints away.

    question: a prompt of the training, by which backends will know what to ask the adapter with.
    """
    from diagram.generation import adapters, checkpoints
    from training.finetuning import resume
    from training.finetuning.report import Report, peak_memory, train_loss, write_card

    made = folder / "adapter.part"
    trainer.save_model(str(made))
    model = trainer.accelerator.unwrap_model(trainer.model)
    trained = sum(p.numel() for p in model.parameters() if p.requires_grad)
    everything = sum(p.numel() for name, p in model.named_parameters() if ".ref." not in name)
    report = Report(
        method=options.method,
        model=options.model,
        dataset=options.dataset,
        output_dir=options.output_dir,
        steps=trainer.state.global_step,
        epochs=round(trainer.state.epoch or 0.0, 4),
        trainable_parameters=trained,
        parameters=everything,
        train_loss=train_loss(trainer.state.log_history),
        eval_loss=evaluation.get("eval_loss"),
        minutes=round(seconds / 60, 4),
        peak_memory=peak_memory(),
        adapter_bytes=0,
        dtype=dtype,
        device=str(trainer.accelerator.device.type),
        seed=options.seed,
        data_hash=run["data_hash"],
        base=run["base"],
        examples=examples,
        longest=longest,
        evaluation={k.removeprefix("eval_"): v for k, v in evaluation.items() if isinstance(v, float)},
        command=options.command(),
    )
    if _first_process():
        adapters.stamp(made, run["base"])
        for name in (adapters.CONFIG, adapters.WEIGHTS):
            os.replace(made / name, folder / name)
        shutil.rmtree(made)
        checkpoints.record_question(folder, question)
        report = replace(report, adapter_bytes=(folder / adapters.WEIGHTS).stat().st_size)
        write_card(folder, report, options)
        resume.write(folder / resume.REPORT, report.as_json())
        if not options.keep_checkpoints:
            shutil.rmtree(folder / "checkpoints", ignore_errors=True)
    trainer.accelerator.wait_for_everyone()
    return report


def _first_process() -> bool:
    return os.environ.get("RANK", "0") == "0"


def parse(arguments: list[str] | None = None) -> Options:
    """Options from flags and the YAML file of --config. Raises CannotTrain for keys that there are not."""
    from trl.scripts.utils import TrlParser

    parser = TrlParser(
        Options,
        prog="python -m training.finetune",
        description=__doc__.split("\n\n")[0],
        epilog="--config FILE reads options from a YAML file; flags on the command line come before it.",
    )
    try:
        (options,) = parser.parse_args_and_config(arguments)
    except (ValueError, OSError, TypeError) as error:
        raise CannotTrain(f"The options cannot be read: {' '.join(str(error).split())}") from error
    return options


def quiet_libraries() -> None:
    """No bars and warnings of libraries between the lines of the progress."""
    import warnings

    import datasets
    import transformers

    warnings.filterwarnings("ignore")
    datasets.disable_progress_bars()
    transformers.utils.logging.disable_progress_bar()
    transformers.utils.logging.set_verbosity_error()


def main(arguments: list[str] | None = None) -> None:
    options = parse(arguments)
    options.check()
    quiet_libraries()

    def tell(progress: Progress) -> None:
        if progress.step % options.logging_steps == 0 or progress.step == progress.steps:
            print(progress, flush=True)

    report = train(options, progress=tell)
    if _first_process():
        print(report)


if __name__ == "__main__":
    commands.run(main)
