#pragma once

#include "model/kinds/common.h"

namespace schemawright {

/// CREATE TEXT SEARCH PARSER.
struct TextSearchParser {
    static constexpr Kind kind = Kind::TextSearchParser;
    static constexpr KindFacts facts{.name = "text search parser",
                                     .title = "Text search parsers",
                                     .icon = "edit-find",
                                     .place = KindFacts::Place::Schema,
                                     .owner = false};
    std::vector<Option> definition; ///< start, gettoken, end, lextypes, headline; quoted and qualified functions
    bool operator==(const TextSearchParser&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &TextSearchParser::definition}}; }
};

/// CREATE TEXT SEARCH TEMPLATE.
struct TextSearchTemplate {
    static constexpr Kind kind = Kind::TextSearchTemplate;
    static constexpr KindFacts facts{.name = "text search template",
                                     .title = "Text search templates",
                                     .icon = "edit-find",
                                     .place = KindFacts::Place::Schema,
                                     .owner = false};
    std::vector<Option> definition; ///< lexize, init
    bool operator==(const TextSearchTemplate&) const = default;
    static constexpr auto fields() { return std::tuple{Field{"definition", &TextSearchTemplate::definition}}; }
};

/// CREATE TEXT SEARCH DICTIONARY.
struct TextSearchDictionary {
    static constexpr Kind kind = Kind::TextSearchDictionary;
    static constexpr KindFacts facts{.name = "text search dictionary",
                                     .title = "Text search dictionaries",
                                     .icon = "edit-find",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    std::string dictionaryTemplate; ///< quoted and qualified
    std::string options;            ///< as the server keeps them: "language = 'english', stopwords = 'english'"
    bool operator==(const TextSearchDictionary&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"template", &TextSearchDictionary::dictionaryTemplate},
                          Field{"options", &TextSearchDictionary::options}};
    }
};

/// CREATE TEXT SEARCH CONFIGURATION with its mappings.
struct TextSearchConfiguration {
    static constexpr Kind kind = Kind::TextSearchConfiguration;
    static constexpr KindFacts facts{.name = "text search configuration",
                                     .title = "Text search configurations",
                                     .icon = "edit-find",
                                     .place = KindFacts::Place::Schema,
                                     .owner = true};
    std::string parser;           ///< quoted and qualified
    std::vector<Option> mappings; ///< token type = "dictionary, dictionary", quoted and qualified; sorted
    bool operator==(const TextSearchConfiguration&) const = default;
    static constexpr auto fields()
    {
        return std::tuple{Field{"parser", &TextSearchConfiguration::parser},
                          Field{"mappings", &TextSearchConfiguration::mappings}};
    }
};

} // namespace schemawright
