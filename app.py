"""The page: `python app.py` serves it on http://127.0.0.1:7860 (another port: GRADIO_SERVER_PORT)."""

from diagram.page import launch

if __name__ == "__main__":
    launch()
