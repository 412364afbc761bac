"""Every sentence of the page, in one place."""

TITLE = "Legible"
SUBTITLE = "Describe a network or a process in plain words, English or 한국어; get readable diagrams of it."

PROMPT_LABEL = "What should the diagram show?"
PROMPT_PLACEHOLDER = (
    "Collect the data, clean it, then train a model. If the accuracy is above 90%, deploy it, otherwise …"
)
PROMPT_HINT = "Ctrl + Enter draws."
DRAW = "Draw"
OPTIONS = "Options"
COUNT_LABEL, COUNT_INFO = "Candidates", "How many to draw"
TOP_LABEL, TOP_INFO = "Shown", "How many of the best to show"
SEED_LABEL, SEED_INFO = "Seed", "A whole number draws the same again; empty: new ones each time"
BAD_SEED = "The seed is {seed!r}; give a whole number from 0 to {most}, or leave it empty."
EXAMPLES_LABEL = "Try one of these"
GALLERY_LABEL = "Candidates, best first"
EMPTY = "Your diagrams appear here."
EMPTY_HINT = "Write a sentence or two, or pick an example: it is drawn at once."

CNN = "CNN with 64x64 input, 3x3 conv, 2x2 max pooling, 256 and 64 hidden nodes, 10 outputs"
EXAMPLES = {
    "CNN, layer by layer": CNN,
    "Decision: in stock?": "Check the stock. If the item is in stock, ship it, otherwise reorder it. "
    "Finally notify the customer.",
    "Apps, gateway, services": "The mobile app and the website both send requests to the API gateway. "
    "The API gateway calls the order service and the user service. Both services write to the database.",
    "Neurons 3 – 5 – 4 – 2": "A neural network with 3 inputs, hidden layers of 5 and 4, and 2 outputs",
    "Agent ⇄ environment": "The agent sends an action to the environment. "
    "The environment returns a reward to the agent.",
    "Numbered steps": "1. Collect reviews 2. Remove duplicates 3. Label the sentiment "
    "4. Train a classifier 5. Publish the report",
    "데이터 파이프라인": "데이터를 수집한 뒤 전처리하고, 모델을 학습한 다음 평가한다",
    "합성곱 신경망": "입력 28x28, 합성곱 3x3, 최대 풀링 2x2, 은닉층 128개, 출력 10개인 CNN을 그려줘",
    "결제 성공과 실패": "결제가 성공하면 상품을 배송하고, 실패하면 주문을 취소한다",
}

LOADING = "Loading the model; this takes a few seconds, once."
DRAWING = "Drawing …"
READY = "{ready} of {count} ready …"
DONE = "The best {shown} of {drawn} different diagrams, in {seconds:.1f} s."
DONE_ALL = "{drawn} different diagrams, in {seconds:.1f} s."
DONE_ONE = "1 diagram, in {seconds:.1f} s."
UNFAITHFUL = (
    "None of these diagrams says all that your words say. Try one relation a sentence (“A sends B to C.”), "
    "names in quotes, and the same name each time you mean the same thing; or draw it in parts."
)
FAILED = "The program failed on this prompt; your words are still here. Please report it with the prompt."
GONE = "This candidate is no longer kept; press Draw again."

FAITHFUL = "all your words are in"
ONE_MISS, MISSES = "1 thing to check", "{misses} things to check"
SCORES = "Scores"
OVERALL, READABILITY, PREFERENCE, AGREEMENT = "Overall", "Readability", "Your preference", "Agreement"
NEUTRAL = "neutral"
AGREEMENT_INFO = "of the others have this structure"
CHECKLIST = "Checked against your words"
NOTHING_TO_CHECK = "Nothing in the prompt to check."
DOWNLOADS = {"png": "Download PNG", "svg": "Download SVG", "rows": "Download rows"}
