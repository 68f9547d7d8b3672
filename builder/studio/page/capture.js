// In the sound thread: hands over what the microphone gives, some milliseconds at a time.
class Capture extends AudioWorkletProcessor {
  constructor() {
    super();
    this.block = new Float32Array(1024);
    this.filled = 0;
  }
  process(inputs) {
    const channel = inputs[0][0];
    if (!channel) return true;
    for (let at = 0; at < channel.length; at++) {
      this.block[this.filled++] = channel[at];
      if (this.filled === this.block.length) {
        this.port.postMessage(this.block);
        this.filled = 0;
      }
    }
    return true;
  }
}
registerProcessor("capture", Capture);
