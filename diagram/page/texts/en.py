"""Every sentence of the page, in English."""

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
SHOW_LARGE, SHOW_WHOLE = "Tap to enlarge", "Tap to see the whole drawing"
DRAWING = "Drawing …"
MODEL_FAR = "{name} is writing: {share:.0%}, {seconds:.0f} s …"
CANCEL, STOPPED = "Cancel", "Stopped; what was there before is still here."
READY = "{ready} of {count} ready …"
DONE = "The best {shown} of {drawn} drawings, in {seconds:.1f} s."
DONE_ALL = "{drawn} drawings, in {seconds:.1f} s."
DONE_ONE = "1 drawing, in {seconds:.1f} s."
UNFAITHFUL = (
    "None of these diagrams says all that your words say. Try one relation a sentence (“A sends B to C.”), "
    "names in quotes, and the same name each time you mean the same thing; or draw it in parts."
)
QUEUE_FULL = (
    "Too many people are waiting just now, so this was not begun; what you wrote is still here: try again "
    "in a minute."
)
FAILED = "The program failed on this prompt; your words are still here. Please report it with the prompt."
GONE = "This candidate is no longer kept; press Draw again."

TABS = {
    "draw": "Draw",
    "history": "History",
    "taste": "My taste",
    "teach": "Teach",
    "batch": "Many",
    "models": "Models",
}

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
REASONS = {
    "new": "Preference is neutral (2.5 of 5) until you have rated diagrams.",
    "uncompared": "Preference is neutral (2.5 of 5), "
    "as what you have rated cannot be compared with drawings yet.",
    "unlike": "Unlike all that you have rated, so your mean of {mean:.1f} counts most.",
    "like": "Like {these}, which you gave {given}{besides}.",
    "near": "Not much like anything that you have rated, most like {these}, which you gave {given}{besides}.",
}
THESE, AND_LAST = ("this one", "these two", "these three"), "{first} and {last}"
BESIDES = {
    "first": "; the first counts most",
    "few": "; so few ratings move the score only a little",
    "up": "; the others that you rated draw the score up",
    "down": "; the others that you rated draw the score down",
}
GOES_BY = " You seem to go by {block}."
BLOCKS = {
    "direction": "the direction",
    "shape": "the shape of the nodes",
    "line": "the kind of line",
    "palette": "the colours",
    "spacing": "the spacing",
    "density": "how many nodes there are",
}
CHECKLIST = "Checked against your words"
CHECKED = {
    "en": "Names, numbers and arrows that you wrote out are compared; look over all arrows and their order.",
    "ko": "이름과 숫자, 직접 쓰신 화살표만 확인합니다. 화살표와 순서는 직접 살펴보세요.",
}
NOTHING_TO_CHECK = "Nothing in the prompt to check."
IN_DIAGRAM, TO_CHECK = "In the diagram: ", "To check: "
DOWNLOADS = {"png": "Download PNG", "svg": "Download SVG"}
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
NO_WORDS = "a diagram without a prompt"
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
AGREE = "Share my ratings as training data"
AGREE_INFO = (
    "Off unless you tick it: the words of what you rated, the diagrams and your points may then be published "
    "on the Hugging Face Hub, without your name; untick it at any time, and the next version is without them."
)
AGREED = "Thank you: your ratings may be shared, without your name, until you untick this."
WITHDRAWN = "Your ratings are not shared; the next version of the data is without them."
IMPORTING = "Importing …"
IMPORT_FAILED = "The program failed on this file; what it had imported before is kept. Please report it."
PROBLEMS = "What could not be read"
FORGET = "Forget me"
FORGET_SURE = (
    "This deletes all your ratings, all that was learned from them, and your history. It cannot be undone."
)
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

# --- editing, history, sharing, files ---

EDIT = "Edit this diagram"
EDIT_WORDS = "Change it in words"
EDIT_WORDS_INFO = (
    "One thing at a time; Enter applies it. The model that ships does this, whichever model draws"
)
EDIT_WORDS_PLACEHOLDER = "make it vertical · rename X to Y"
EDIT_APPLY = "Apply"
EDITING = "Changing the diagram …"
EDIT_FAILED = "The program failed on this edit; the drawing is as it was. Please report what you did."
EDIT_NOTHING = "Draw or open a diagram first; then it can be changed."
NOTHING_CHANGED = "Nothing is changed by this."
UNREADABLE_EVENT = "The page sent something that is no edit; reload it and try again."
ADDED, REMOVED_BY_EDIT, CHANGED = "Added", "Removed", "Changed"
DIFFERENCES = {
    "added node": "Added “{name}”.",
    "added colored": "Added “{name}” in {new}.",
    "removed node": "Removed “{name}”.",
    "added edge": "Added the arrow from “{name}” to “{other}”.",
    "removed edge": "Removed the arrow from “{name}” to “{other}”.",
    "changed name": "Renamed “{old}” to “{new}”.",
    "changed size": "Changed “{name}” from {old} to {new}.",
    "changed decision": "Changed “{name}” from {old} to {new}.",
    "changed shape": "Changed the shape of “{name}” from {old} to {new}.",
    "changed color": "Changed the colour of “{name}” from {old} to {new}.",
    "changed group": "Moved “{name}” from {old} to {new}.",
    "changed title": "Renamed the group “{old}” to “{new}”.",
    "changed label": "Changed the label of the arrow from “{name}” to “{other}” from {old} to {new}.",
    "changed style": "Changed the {name} from {old} to {new}.",
}
NO_VALUE = {
    "size": "no size",
    "color": "that of the diagram",
    "shape": "that of the diagram",
    "group": "no group",
    "label": "none",
}
VALUES = {
    "a decision": "a decision",
    "no decision": "no decision",
    "store": "store",
    "pill": "pill",
    "document": "document",
}
STYLE_FIELDS = {
    "direction": "direction",
    "shape": "shape",
    "line": "line",
    "palette": "palette",
    "spacing": "spacing",
}
UNDO, REDO = "Undo", "Redo"
UNDONE, REDONE = "Undone.", "Done again."
NOTHING_TO_UNDO, NOTHING_TO_REDO = "There is nothing to undo.", "There is nothing to do again."
LAY_OUT_REST, LAY_OUT_ANEW = "Lay out the rest", "Lay out anew"
UNPIN_ALL = "Unpin all ({count})"
DRAG_HINT = "Drag a node on the drawing, or press Tab to it and move it with the arrow keys: it stays there."
MOVED, LAID_OUT, UNPINNED = "Moved “{label}”.", "Laid out.", "No node is pinned any more."
RESTYLED, TEXT_SIZED, REWRITTEN = "{field}: {word}.", "Text of {size:g} px.", "Changed by the tables."
TEXT_SIZE = "Text, px"
NODE_NAMED = "Node {label}"
SHAPE_WORDS = {
    "rectangle": "Box",
    "round rectangle": "Rounded",
    "circle": "Circle",
    "decision": "Decision",
    "store": "Store",
    "pill": "Pill",
    "document": "Document",
}
NODES, EDGES = "Nodes", "Arrows"
NODE_HEAD = ("Order", "Label", "Shape", "Colour", "Group", "")
EDGE_HEAD = ("From", "To", "Label", "")
NODE_LABEL, NODE_SHAPE = "Label of node {place}", "Shape of node {place}"
NODE_COLOR, NODE_GROUP = "Colour of node {place}", "Group of node {place}"
EDGE_FROM, EDGE_TO, EDGE_LABEL = "Start of arrow {place}", "End of arrow {place}", "Label of arrow {place}"
NEW = "new"
MOVE_UP, MOVE_DOWN, DELETE_ROW = "Move up", "Move down", "Delete"
ADD_NODE, ADD_EDGE, APPLY_TABLES = "Add a node", "Add an arrow", "Apply the tables"
MANY_EDGES = "{count:,} arrows are too many for a table; delete nodes, or change them in words."
WHY_SCORE = "How it scores"
CHANGES = "Changed since it was drawn"
NO_CHANGES = "Not changed."
JUDGING = "Scoring …"

UNKEPT = "This goes on without history: {problem}"
HISTORY_EMPTY = "Nothing here yet."
HISTORY_EMPTY_HINT = "Whatever you draw or open is kept here, with every change; you can go on with it later."
HISTORY_COUNT_ONE, HISTORY_COUNT = "1 piece of work.", "{count:,} pieces of work, the last changed first."
HISTORY_VERSIONS_ONE, HISTORY_VERSIONS = "1 version", "{count} versions"
HISTORY_CANDIDATES_ONE, HISTORY_CANDIDATES = "1 candidate", "{count} candidates"
HISTORY_EDITS_ONE, HISTORY_EDITS = "1 edit", "{count} edits"
HISTORY_NO_PROMPT = "An opened diagram"
HISTORY_PAGES = "Pages of your history"
REOPEN, FORK, DELETE = "Open", "Fork", "Delete"
DELETE_SURE, DELETE_YES, DELETE_NO = "Delete it with all its versions?", "Yes, delete", "Keep it"
ABOUT_WORK = "{action}: {prompt}"
REOPENED, FORKED, DELETED = "Opened from your history.", "A copy is in your history.", "Deleted."
VERSIONS_LABEL = "Versions, the newest last"
OPEN_VERSION = "Show version {place}: {caption}"
VERSION_KINDS = {
    "candidate": "Candidate {place}",
    "edit": "In words",
    "hand": "By hand",
    "import": "Opened",
    "fork": "Copy",
}
CONTINUE = "Continue where you left: {prompt}"
TIME = "%Y-%m-%d %H:%M UTC"

SHARE = "Copy link"
SHARED = "The link is copied. It holds this diagram and nothing else."
SHARE_BY_HAND = "Copy this link:"
SHARE_TOO_LONG = "This diagram is too large for a link; download it as JSON and send the file."
LINK_OPENED = "This diagram came with a link."
LINK_OPENING = "Opening the diagram of this link …"
LINK_BROKEN = "The link holds no readable diagram ({problem}) Ask for it again, whole, or for the JSON file."
LINK_CUT = "it is cut off or changed."
LINK_LARGE = "it is larger than {most:,} characters."
OPEN_FILE = "Open a file: draw.io, Mermaid, DOT, JSON …"
FILE_OPENED = "{name}: {nodes} nodes, {edges} arrows."
FILE_FAILED = "The program failed on this file; please report it with the file."
MORE_FORMATS = "More formats"
FORMAT_LABEL, TRANSPARENT = "Format", "No background (PNG, SVG, PDF)"
DOWNLOAD = "Download"
FORMATS = {
    "pptx": "PowerPoint, editable (.pptx)",
    "pdf": "PDF (.pdf)",
    "drawio": "draw.io (.drawio)",
    "mermaid": "Mermaid (.mmd)",
    "dot": "Graphviz DOT (.dot)",
    "d2": "D2 (.d2)",
    "tikz": "LaTeX, TikZ (.tex)",
    "png@1": "PNG, 1×",
    "png@2": "PNG, 2×",
    "png@4": "PNG, 4×",
    "svg": "SVG (.svg)",
    "rows": "Rows (.rows.txt)",
    "outline": "Outline (.outline.txt)",
    "json": "JSON, nothing left out (.json)",
}

# --- many prompts at once ---

BATCH_INTRO = "A prompt on each line; every one is drawn, and all of it comes as one ZIP."
BATCH_PROMPTS = "Prompts, one a line"
BATCH_PLACEHOLDER = "Collect the data, clean it, train a model\n주문을 받고 재고를 확인한다"
BATCH_FILE = "Take them from a file (.txt, or .jsonl with “prompt”)"
BATCH_FORMATS = "What the ZIP holds of the best diagram of each prompt"
BATCH_COUNT = "Candidates a prompt"
BATCH_START, BATCH_STOP = "Draw all", "Stop"
BATCH_PROGRESS = "{done} of {total} drawn, about {left} left …"
BATCH_DONE = "{drawn} of {total} prompts drawn in {seconds:.0f} s."
BATCH_FAILED_ONE, BATCH_FAILED = "1 prompt could not be drawn:", "{count} prompts could not be drawn:"
BATCH_EMPTY = "There are no prompts; write one on each line, or choose a file."
BATCH_MOST = "These are {count:,} prompts; at most {most:,} can be drawn at once here."
BATCH_NO_FORMAT = "Choose at least one format for the ZIP."
BATCH_SAVE = "Download ZIP"
SECONDS, MINUTES = "{value} s", "{value} min"

# --- models ---

DRAWN_BY = "Drawn by"
SHIPPED_MODEL = "the model that ships"
PERSONAL_MODEL = "your personal adapter"
MODEL_AND = "{model} + {adapter}"
MODELS_INTRO = "What writes your diagrams. Your choice counts for you only, from the next diagram on."
MODEL_KIND = "Who draws"
MODEL_KINDS = {
    "shipped": "The model that ships",
    "other": "Another model or adapter",
    "endpoint": "A server (endpoint)",
}
MODEL_KINDS_SPACE = {"shipped": "The model that ships", "other": "With an adapter from the Hub"}
MODEL_NAME, MODEL_NAME_INFO = "Model", "A folder, or OWNER/NAME@REVISION on the Hub; empty: the adapter's own"
ADAPTER_NAME, ADAPTER_NAME_INFO = "Adapter", "Installed, a folder, or OWNER/NAME@REVISION; may be empty"
ADAPTER_SPACE_INFO = "One that is installed here, or OWNER/NAME@REVISION on the Hub"
ENDPOINT_MODEL, ENDPOINT_MODEL_INFO = "Model", "Such as OWNER/NAME of an Inference Provider of the Hub"
ENDPOINT_URL, ENDPOINT_URL_INFO = "Address", "Such as http://localhost:8000/v1; empty: the Hub"
ENDPOINT_HINT = (
    "Your words are sent to that server. Its token is read from LEGIBLE_ENDPOINT_TOKEN or HF_TOKEN in the "
    "environment of this program; it is never typed here."
)
USE_MODEL = "Use it"
MODEL_FINDING = "Looking for {name} …"
MODEL_FETCHING = "Fetching {file}: {done} of {total} MB …"
MODEL_LOADING = "Loading {name} …"
MODEL_USED = "From the next diagram on this draws for you: {name}."
MODEL_FAILED = "The program failed on this model; who drew before still draws. Please report it."
MODEL_BROKE = "{name} failed on this prompt."
MODEL_ELSE = "{problem} You chose {name}; choose another under “Models”."
MODEL_WORKING = "Drawing with {name} …"
MODEL_MISSING = "Name a model or an adapter: a folder, or OWNER/NAME on the Hub."
MODEL_UNREADABLE = "The choice of a model that this browser kept cannot be read; choose again under “Models”."
MODEL_WORD = "The name {name} is too long or has signs that no name has; check it."
MODEL_BASE = "The adapter {adapter} was trained on {base}, which cannot be had ({problem}); name its model."
MODEL_SPACE = "Here only the model that ships draws, with or without an adapter; run this program for others."
MODEL_SPACE_FOLDER = "{name} is no adapter's OWNER/NAME on the Hub; folders cannot be named here."
MODEL_SPACE_FULL = "There is no room for further adapters here; choose one that is installed."
MODEL_OFFLINE = "The Hub cannot be reached, so instead of {name} the model that ships draws."
SCORERS_OFFLINE = "The Hub cannot be reached, so the scorers that ship or were fetched before judge."
MODEL_BEFORE = "The Hub cannot be reached, so {name} is used as it was fetched before ({commit})."
HUB_PROBLEMS = {  # by the classes of diagram.remote.errors
    "InvalidName": "{name} is neither a folder nor OWNER/NAME@REVISION on the Hub; check the name.",
    "NoNetwork": "The Hub cannot be reached, or HF_HUB_OFFLINE is set, so {name} cannot be fetched; check "
    "the network. What drew before still draws.",
    "Dropped": "The connection to the Hub was lost over {name}; try again, and it goes on from there.",
    "NotAllowed": "The Hub does not let this program have {name}; set HF_TOKEN to a token that may read it.",
    "NotThere": "There is no repository {name} on the Hub, or it is private and this program may not see it; "
    "check the name.",
    "NoRevision": "{name} does not exist: its repository has no such tag, branch or commit; check it.",
    "Busy": "The Hub is busy or out of order; try {name} again in a few minutes.",
    "Refused": "What the Hub has as {name} is damaged, unsafe or of another kind, so nothing of it was kept; "
    "choose another.",
    "WrongBase": "The adapter {name} was made for another model; choose that model, or another adapter.",
    "DiskFull": "There is no room on the disk for {name}; make some, and try again.",
    "RemoteError": "{name} cannot be used; see what this program has logged, or choose another.",
}
MODEL_NOT_YOURS = "This folder holds somebody's personal adapter; only its owner uses it, by a switch."
ENDPOINT_TOKEN = (
    "The Hub's providers ask for a token; set HF_TOKEN where this program runs, or give an address."
)
MODEL_FACTS = {
    "kind": "Kind",
    "base": "Base model",
    "licence": "Licence",
    "commit": "Version",
    "metrics": "Measured",
}
NO_CARD = "It comes without a card."
MODEL_METRIC = "{name}: {value}"
INSTALLED = "Installed adapters"
NO_INSTALLED = "None yet; one that you name above is fetched once and kept."

PERSONAL = "Your personal adapter"
PERSONAL_INTRO = (
    "Trains the model that ships on your ratings, here, in about {minutes:.0f} minutes, so that it draws the "
    "way you like. Nobody else draws with it."
)
PERSONAL_RATINGS_ONE, PERSONAL_RATINGS = "You have rated 1 diagram.", "You have rated {count:,} diagrams."
PERSONAL_FEW = "At least {least} are needed, better 20."
PERSONAL_TRAIN, PERSONAL_AGAIN = "Train on my ratings", "Train again"
PERSONAL_CANCEL, PERSONAL_REMOVE = "Stop training", "Delete my adapter"
PERSONAL_USE, PERSONAL_USE_INFO = "Use my adapter", "Where the model that ships draws"
PERSONAL_STARTING = "Getting ready …"
PERSONAL_PROGRESS = "{share:.0%} · {text} · about {left} left in all"
PERSONAL_STEP = "{share:.0%} · {text}"
PERSONAL_GOES_ON = "You may close this page meanwhile; the training goes on."
PERSONAL_READY = "Your adapter is ready and draws for you."
PERSONAL_THERE = "You have an adapter."
PERSONAL_OTHER = "Now {name} draws; your adapter draws when you choose the model that ships."
PERSONAL_CANCELLED = "The training was stopped; nothing has changed."
PERSONAL_DELETED = "Your adapter is deleted."
PERSONAL_BUSY = "Somebody else's adapter is being trained here; try again in a few minutes."
PERSONAL_FAILED = "The training failed; nothing has changed. Please report it."
PERSONAL_NO_TRAINING = "Training is not installed here; run this program from its whole folder."
