-- platform.words
SELECT id, key, word, short_word AS short, valid_from AS "validFrom" FROM vocabulary_words ORDER BY key, valid_from DESC;
