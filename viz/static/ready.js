"use strict";
performance.mark("ready");
document.documentElement.dataset.ready = "yes";
