"""Entry: `streamlit run streamlit_app.py`. Streamlit reads the literal assignment below."""

import streamlit as st

from web.routes import MIDDLEWARE, ROUTES
from web.start import lifespan

app = st.App("ui/shell.py", routes=ROUTES, middleware=MIDDLEWARE, lifespan=lifespan)
