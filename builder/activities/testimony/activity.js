// The player tells the lines; a voice that was given is one of them.
Kalankan.activity("testimony", function () {
  return {};
});
