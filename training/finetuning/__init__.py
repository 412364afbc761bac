"""Fine-tuning of causal language models with adapters: SFT, DPO, ORPO and prompt tuning, on TRL and PEFT.

`training.finetune` is the way in; here are its steps, one a module.
"""
