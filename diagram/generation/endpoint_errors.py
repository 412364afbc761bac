"""What goes wrong between here and a model behind a URL, in one sentence each: what it is, and what to do."""

from __future__ import annotations

from diagram.errors import ModelUnavailable

STATUS = {
    400: "{place} refused the request (400); check the model's name, and that it is a chat model.",
    401: "{place} does not accept the token (401); set LEGIBLE_ENDPOINT_TOKEN, or HF_TOKEN for the Hub.",
    402: "{place} asks for payment (402); add credit, or choose another endpoint.",
    403: "{place} does not let this token use {model} (403); choose another model, or ask for access.",
    404: "{place} does not have {model} (404); check the model's name and the address.",
    413: "The prompt is too long for {place} (413); say it in fewer words.",
    422: "{place} does not understand the request (422); check that {model} is a chat model.",
    429: "{place} has had too many requests (429); wait a little and try again.",
}
CHAT_ONLY = (
    "{place} offers no raw completions ({status}); to write prompts give the address of a server that has "
    "/v1/completions, such as vLLM, llama.cpp or TGI, by --url, or a local model."
)
RAW = {
    400: "{place} refused the request (400); check the model's name, and that its context is long enough.",
    404: "{place} offers no raw completions (/v1/completions), or not for {model} (404); give the address "
    "of a server that has them, such as vLLM, llama.cpp or TGI, or check the model's name.",
    405: CHAT_ONLY.replace("{status}", "405"),
    422: "{place} does not understand the request (422); check that {model} writes text.",
}


class NothingReadable(ModelUnavailable):
    """The model answers, but not one of its answers to a prompt is an outline."""


def explained(
    error: Exception, place: str, model: str | None, seconds: float, *, raw: bool = False
) -> ModelUnavailable:
    """The error to raise for one of the client's, with nothing of the request, which holds the token.

    `raw` says that raw completions were asked for, not a chat.
    """
    model = f"the model {model}" if model else "the model"
    return ModelUnavailable(_sentence(error, place, model, seconds, STATUS | RAW if raw else STATUS, raw))


def _sentence(
    error: Exception, place: str, model: str, seconds: float, told: dict[int, str], raw: bool
) -> str:
    import httpx2
    from huggingface_hub import errors

    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in told:
        return told[status].format(place=place, model=model)
    if status is not None and status >= 500:
        return f"{place} is out of order ({status}); try again later, or choose another endpoint."
    if status is not None:
        return f"{place} answered {status}; check the address and the model."
    if isinstance(error, errors.InferenceTimeoutError | httpx2.TimeoutException):
        return f"{place} did not answer within {seconds:g} s; try again, or choose a smaller model."
    if isinstance(error, httpx2.TransportError | errors.OfflineModeIsEnabled | OSError):
        return f"{place} cannot be reached; check the network and the address."
    if isinstance(error, ValueError) and "api_key" in str(error):
        return f"{place} asks for a token; set HF_TOKEN or LEGIBLE_ENDPOINT_TOKEN."
    if isinstance(error, ValueError) and "provider" in str(error).lower():
        return f"No Inference Provider offers {model}; choose another, or give an address by --url."
    kind = type(error).__name__
    wanted = "raw" if raw else "chat"
    return f"{place} answered something else than a {wanted} completion ({kind}); check the address."
