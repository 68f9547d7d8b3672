// Over the Wi-Fi a page may not hear the microphone: the telephone's own recorder gives a file.
(function () {
  "use strict";
  // `taken(take)` comes when a person has recorded or chosen a file.
  window.StudioPhone = function (taken) {
    const field = document.getElementById("phone");
    const isNeeded = !navigator.mediaDevices || !navigator.mediaDevices.getUserMedia;
    document.body.classList.toggle("by-phone", isNeeded);
    field.addEventListener("change", function () {
      const file = field.files[0];
      field.value = "";
      if (file) taken({ wav: file, name: file.name, seconds: 0, peak: 0.5 });
    });
    return { isNeeded, pick: () => field.click() };
  };
})();
