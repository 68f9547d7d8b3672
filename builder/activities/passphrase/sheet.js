{# Rendered once per language, fetched after the first sentence: words, picture, clip. -#}
Kalankan.sheet("passphrase", [
{% for word in words %}
{% set key = "passphrase/word-" ~ word.id %}
{{ [text(key), own_picture(word.picture), spoken(key)[0]] | tojson }}{{ "," if not loop.last }}
{% endfor %}
].map(function (row, n) {
  return ["passphrase/word-" + n, row[0], row[1], row[2]];
}));
