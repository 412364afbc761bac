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


def explained(error: Exception, place: str, model: str | None, seconds: float) -> ModelUnavailable:
    """The error to raise for one of the client's, with nothing of the request, which holds the token."""
    return ModelUnavailable(_sentence(error, place, f"the model {model}" if model else "the model", seconds))


def _sentence(error: Exception, place: str, model: str, seconds: float) -> str:
    import httpx2
    from huggingface_hub import errors

    status = getattr(getattr(error, "response", None), "status_code", None)
    if status in STATUS:
        return STATUS[status].format(place=place, model=model)
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
    return f"{place} answered something else than a chat completion ({kind}); check the address."
