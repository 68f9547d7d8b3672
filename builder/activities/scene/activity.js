// The player tells the lines itself. A story then goes on, unless the learner touches something;
// a sensitive lesson waits to be asked.
Kalankan.activity("scene", function (root, api) {
  "use strict";
  const PAUSE_MS = 2500;
  return {
    told() {
      if (!api.sensitive) api.goOn(PAUSE_MS);
    },
  };
});
