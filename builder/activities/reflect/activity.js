// The player tells the lines itself; what people say to each other is nobody's business here.
Kalankan.activity("reflect", function () {
  "use strict";
  return {};
});
