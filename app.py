"""The page: `python app.py` serves it on http://127.0.0.1:7860 (another port: GRADIO_SERVER_PORT)."""

from diagram.generation import zero_gpu
from diagram.page import launch, settings
from hub import keeping

if __name__ == "__main__":
    zero_gpu.prepared()
    settings.apply()
    keeping.for_app()
    launch()
