// The microphone: one channel, untouched, as a 16-bit WAV.
(function () {
  "use strict";
  const HEADER_BYTES = 44;
  const FALLBACK_BLOCK = 2048;
  // What is still on its way from the sound thread when a person says stop.
  const LAST_BLOCKS_MS = 60;
  const TROUBLES = {
    NotAllowedError:
      "Le navigateur n'a pas le droit d'entendre le micro. " +
      "Autorise-le à côté de l'adresse, puis recommence.",
    NotFoundError: "Aucun micro n'est branché. Branche un casque ou un micro, puis recommence.",
    NotReadableError: "Un autre programme tient le micro. Ferme-le, puis recommence.",
    NotSupportedError:
      "Ce navigateur ne sait pas enregistrer. Prends Firefox, Chrome ou Edge, à jour.",
  };

  // `events.level(peak)` comes many times a second, 0 to 1; `events.full()` when `most` bytes are
  // reached; `events.lost()` when the microphone goes away.
  window.StudioRecorder = function (most, events) {
    let stream = null;
    let context = null;
    let opening = null;
    let blocks = null;
    let count = 0;

    function open() {
      if (context) return context.resume();
      if (opening) return opening;
      if (!navigator.mediaDevices || !navigator.mediaDevices.getUserMedia) {
        return Promise.reject(new DOMException("", "NotSupportedError"));
      }
      const wanted = {
        channelCount: 1,
        echoCancellation: false,
        noiseSuppression: false,
        autoGainControl: false,
      };
      opening = navigator.mediaDevices
        .getUserMedia({ audio: wanted })
        .then(function (given) {
          stream = given;
          context = new AudioContext();
          stream.getAudioTracks()[0].onended = function () {
            close();
            events.lost();
          };
          return tap(context.createMediaStreamSource(stream));
        })
        .then(function () {
          opening = null;
        })
        .catch(function (error) {
          opening = null;
          close();
          throw error;
        });
      return opening;
    }

    function tap(source) {
      if (!context.audioWorklet) {
        const node = context.createScriptProcessor(FALLBACK_BLOCK, 1, 1);
        node.onaudioprocess = function (event) {
          hear(new Float32Array(event.inputBuffer.getChannelData(0)));
        };
        source.connect(node).connect(context.destination);
        return context.resume();
      }
      return context.audioWorklet.addModule("capture.js").then(function () {
        const options = { channelCount: 1, channelCountMode: "explicit" };
        const node = new AudioWorkletNode(context, "capture", options);
        node.port.onmessage = function (event) {
          hear(event.data);
        };
        source.connect(node).connect(context.destination);
        return context.resume();
      });
    }

    function hear(block) {
      let peak = 0;
      for (let at = 0; at < block.length; at++) peak = Math.max(peak, Math.abs(block[at]));
      events.level(peak);
      if (!blocks) return;
      if (HEADER_BYTES + 2 * (count + block.length) > most) {
        events.full();
        return;
      }
      blocks.push(block);
      count += block.length;
    }

    function start() {
      return open().then(function () {
        blocks = [];
        count = 0;
      });
    }

    // Resolves to {wav, seconds, peak}.
    function stop() {
      return new Promise(function (done) {
        setTimeout(function () {
          const rate = context ? context.sampleRate : 48000;
          const taken = { wav: wav(blocks || [], count, rate), seconds: count / rate, peak: 0 };
          for (const block of blocks || []) {
            for (const sample of block) taken.peak = Math.max(taken.peak, Math.abs(sample));
          }
          blocks = null;
          done(taken);
        }, LAST_BLOCKS_MS);
      });
    }

    function close() {
      if (stream) {
        for (const track of stream.getTracks()) {
          track.onended = null;
          track.stop();
        }
      }
      if (context) context.close();
      stream = context = null;
    }

    function seconds() {
      return context ? count / context.sampleRate : 0;
    }

    return { start, stop, close, seconds };
  };

  // Why the microphone does not open, and what to do.
  window.StudioRecorder.trouble = function (error) {
    const unknown = "Le micro ne s'ouvre pas (" + error.name + "). Vérifie-le, puis recommence.";
    return TROUBLES[error.name] || unknown;
  };

  function wav(blocks, count, rate) {
    const data = new DataView(new ArrayBuffer(HEADER_BYTES + 2 * count));
    const word = function (at, letters) {
      for (let n = 0; n < letters.length; n++) data.setUint8(at + n, letters.charCodeAt(n));
    };
    word(0, "RIFF");
    data.setUint32(4, HEADER_BYTES - 8 + 2 * count, true);
    word(8, "WAVEfmt ");
    data.setUint32(16, 16, true);
    data.setUint16(20, 1, true);
    data.setUint16(22, 1, true);
    data.setUint32(24, rate, true);
    data.setUint32(28, 2 * rate, true);
    data.setUint16(32, 2, true);
    data.setUint16(34, 16, true);
    word(36, "data");
    data.setUint32(40, 2 * count, true);
    let at = HEADER_BYTES;
    for (const block of blocks) {
      for (const sample of block) {
        const within = Math.max(-1, Math.min(1, sample));
        data.setInt16(at, Math.round(within * 32767), true);
        at += 2;
      }
    }
    return new Blob([data.buffer], { type: "audio/wav" });
  }
})();
