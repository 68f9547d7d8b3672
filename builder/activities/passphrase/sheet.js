{# Rendered once per language, fetched after the first sentence: words, picture, clip. -#}
Kalankan.sheet("passphrase", [
{% for word in words %}
{{ [text("passphrase/word-" ~ word.id), own_picture(word.picture) | replace(up ~ "p/", ""), spoken("passphrase/word-" ~ word.id)[0]] | tojson }}{{ "," if not loop.last }}
{% endfor %}
].map(function (row, n) {
  return ["passphrase/word-" + n, row[0], "{{ up }}p/" + row[1], row[2]];
}));
