{# Rendered once per language, fetched after the first sentence: id, words, picture, clip, ms. -#}
Kalankan.sheet("passphrase", [
{% for word in words %}{% set key = "passphrase/word-" ~ word.id %}
{{ [word.id, text(key), own_picture(word.picture) | replace(up ~ "p/", ""), spoken(key)[0], spoken(key)[1]] | tojson }}{{ "," if not loop.last }}
{% endfor %}
].map(function (row) {
  return ["passphrase/word-" + row[0], row[1], "{{ up }}p/" + row[2], row[3], row[4]];
}));
