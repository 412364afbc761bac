"""The bundled font; see README.md."""
