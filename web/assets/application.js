window.prerenderReady = false;
