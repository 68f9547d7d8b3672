// The player tells the acts itself; whether they were done is asked three weeks later.
Kalankan.activity("acts", function () {
  "use strict";
  return {};
});
