{# Rendered once per language, fetched after the first sentence: key, words, picture, clip, ms. -#}
Kalankan.sheet("passphrase", [
{% for word in words %}{% set key = "passphrase/word-" ~ word.id %}
{{ [key, text(key), own_picture(word.picture), spoken(key)[0], spoken(key)[1]] | tojson }}{{ "," if not loop.last }}
{% endfor %}
]);
