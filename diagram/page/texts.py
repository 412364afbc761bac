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
WEIGHT_LABEL, WEIGHT_INFO = "My taste", "Its share of the score in %; the rest is readability"
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
DONE = "The best {shown} of {drawn} drawings, in {seconds:.1f} s."
DONE_ALL = "{drawn} drawings, in {seconds:.1f} s."
DONE_ONE = "1 drawing, in {seconds:.1f} s."
UNFAITHFUL = (
    "None of these diagrams says all that your words say. Try one relation a sentence (“A sends B to C.”), "
    "names in quotes, and the same name each time you mean the same thing; or draw it in parts."
)
FAILED = "The program failed on this prompt; your words are still here. Please report it with the prompt."
GONE = "This candidate is no longer kept; press Draw again."

TABS = {"draw": "Draw", "taste": "My taste", "teach": "Teach"}

FAITHFUL = "nothing found missing"
ONE_MISS, MISSES = "1 thing to check", "{misses} things to check"
WHY = "Why it ranks here"
OVERALL, READABILITY, PREFERENCE, AGREEMENT = "Overall", "Readability", "Your preference", "Agreement"
SHARES = "{readability:.0%} readability, {preference:.0%} your preference"
SPREAD, SPREAD_INFO = "± {spread:.1f}", "how far the five networks that judge it differ"
NEUTRAL = "neutral"
COUNTS_NEXT = "your rating counts from the next drawing"
AGREEMENT_INFO = "of the others have this structure"
FIDELITY = "Your words"
ALL_IN = "Nothing found missing; such diagrams rank first"
SOME_MISSING = "See what to check"
SOME_BETTER = "See what to check; diagrams with nothing found missing rank before it"
ASKED, MET, MISSED = "Style asked for", "drawn so", "not drawn so"
NEIGHBOURS = "The nearest diagrams that you rated"
NEIGHBOUR = "You gave {score} of 5; {similarity:.0%} alike"
CHECKLIST = "Checked against your words"
CHECKED = {
    "en": "Names, numbers and arrows that you wrote out are compared; look over all arrows and their order.",
    "ko": "이름과 숫자, 직접 쓰신 화살표만 확인합니다. 화살표와 순서는 직접 살펴보세요.",
}
NOTHING_TO_CHECK = "Nothing in the prompt to check."
DOWNLOADS = {"png": "Download PNG", "svg": "Download SVG", "rows": "Download rows"}
OPEN_CANDIDATE = "Show diagram {rank}: {caption}"

RATE_CANDIDATE = "Your rating of diagram {rank}"
RATE_OPENED = "How do you like this diagram?"
RATE_LESSON = "Your rating of sample {rank}"
RATE_MINE = "Your rating of “{prompt}”"
SCORE, DISLIKE = "{score} of 5", "0, dislike"
REMOVE = "Remove the rating"
KEPT = "Kept: {score} of 5. It counts from the next diagrams on."
REMOVED = "The rating is removed."
RATED_BADLY = "A rating needs a drawing and a score; choose one of the stars again."
NO_READER = (
    "This page does not know whose ratings these would be; "
    "allow it to keep data in this browser and reload it."
)

TASTE_EMPTY = "You have not rated anything yet."
TASTE_EMPTY_HINT = "Give stars to diagrams that you drew, or go to “Teach” and rate a few samples there."
TASTE_COUNT_ONE, TASTE_COUNT = "You have rated 1 diagram.", "You have rated {count:,} diagrams."
PAGES, PAGE = "Pages of your ratings", "Page {page} of {pages}"
NEWER, OLDER = "Newer", "Older"
NO_PICTURE = "no picture"
NO_PROMPT = "a picture"
NOT_YOURS = "This diagram is not among your ratings any more."
MAP = "Map of your taste"
MAP_INFO = "The nearer two diagrams are, the more alike they look. The number is what you gave."
MAP_SAMPLE = "The last {shown:,} of your {count:,} ratings are shown."
MAP_TITLE = "{score} of 5: {prompt} ({style})"
MAP_ALONE = "The map of your taste needs {fewest} rated diagrams; it has {found} so far."
MAP_SAID = "A map of {shown} rated diagrams. {told}"
MAP_GROUP = "Rated {score}: {count}."
LIKED = "What you gave, on the average"
STYLES = {
    "direction": "Direction",
    "shape": "Nodes",
    "line": "Lines",
    "palette": "Colours",
    "spacing": "Spacing",
}
LIKED_HEAD = ("Style", "Average", "Ratings")

YOUR_DATA = "Your ratings are yours"
EXPORTS = {"jsonl": "Export JSONL", "csv": "Export CSV"}
EXPORTED_ONE, EXPORTED = "1 rating exported.", "{count:,} ratings exported."
IMPORT = "Import"
IMPORT_INFO = "Import takes a .jsonl or a .csv file from an export, or a .zip of folders 0 … 5 of PNG files."
IMPORT_ENDING = (
    "{name} is not a .jsonl, .csv or .zip file; choose an export, or a .zip of folders 0 … 5 of PNGs."
)
IMPORTING = "Importing …"
IMPORT_FAILED = "The program failed on this file; what it had imported before is kept. Please report it."
PROBLEMS = "What could not be read"
FORGET = "Forget me"
FORGET_SURE = "This deletes all your ratings and all that was learned from them. It cannot be undone."
FORGET_YES, FORGET_NO = "Delete everything", "Keep it"
FORGOTTEN = "Everything of yours is deleted."

TEACH_INTRO = (
    "The same few words, drawn in different ways. Rate those that you like and those that you do not: "
    "every rating counts from the next diagrams on, and five or more show what you go by."
)
TEACH_MORE = "Other samples"
LESSON_STYLE = "{direction}, {shape}, {line}, {palette}, {spacing}"
STYLE_WORDS = {
    "right": "left to right",
    "down": "top down",
    "box": "boxes",
    "round": "rounded",
    "circle": "circles",
    "arrow": "arrows",
    "line": "plain lines",
    "dashed": "dashed lines",
    "color": "many colours",
    "mono": "black and white",
    "tight": "tight",
    "normal": "normal spacing",
    "wide": "wide",
}
# (prompt, statements of its outline), the shorter the better to compare.
LESSONS = (
    (
        "Collect the data, clean it, train a model; if it is good, deploy it, otherwise tune it.",
        "Collect data -> clean -> train -> good ?\ngood -> yes: deploy, no: tune\ntune -> train",
    ),
    (
        "The app and the site call the gateway; it calls orders and users, which both write to the database.",
        "App, site -> gateway -> orders, users -> database (store)",
    ),
    (
        "A CNN with 28x28 input, 3x3 conv, 2x2 max pooling, 64 hidden nodes, 10 outputs",
        "input 28x28; conv 3x3 @16; max pool 2x2; dense #64; output #10",
    ),
    (
        "주문을 받고 재고를 확인해서, 있으면 배송하고 없으면 취소한다",
        "주문 접수 -> 재고 확인 ?\n재고 확인 -> 있음: 배송, 없음: 취소",
    ),
)
