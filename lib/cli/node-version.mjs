// Old syntax on purpose: an old Node must get as far as this sentence.
var WANTED = [20, 12];
var found = process.versions.node.split(".").map(Number);

if (found[0] < WANTED[0] || (found[0] === WANTED[0] && found[1] < WANTED[1])) {
  console.error(
    "Permille needs Node.js " +
      WANTED.join(".") +
      " or newer and this is " +
      process.versions.node +
      ": install a current Node.js from https://nodejs.org and run the command again.",
  );
  process.exit(1);
}
