#include "diff/lint/allowance.h"

#include "diff/lint/rules.h"

#include <algorithm>

namespace schemawright {

namespace {

constexpr std::string_view allowWord = "lint: allow ";

std::string_view trimmed(std::string_view text)
{
    const std::size_t begin = text.find_first_not_of(" \t\r\n-*/");
    const std::size_t end = text.find_last_not_of(" \t\r\n*/");
    return begin == std::string_view::npos ? std::string_view() : text.substr(begin, end - begin + 1);
}

} // namespace

std::optional<Allowance> allowanceIn(std::string_view comment)
{
    comment = trimmed(comment);
    if (!comment.starts_with(allowWord))
        return std::nullopt;
    comment.remove_prefix(allowWord.size());
    Allowance allowance;
    const std::size_t colon = comment.find(':');
    if (colon != std::string_view::npos)
        allowance.reason = trimmed(comment.substr(colon + 1));
    std::string_view rules = comment.substr(0, colon);
    while (!rules.empty()) {
        const std::size_t comma = rules.find(',');
        allowance.rules.emplace_back(trimmed(rules.substr(0, comma)));
        rules.remove_prefix(comma == std::string_view::npos ? rules.size() : comma + 1);
    }
    return allowance;
}

void silence(const Allowance& allowance, std::vector<Hazard>& hazards,
             std::vector<std::pair<Hazard, std::string>>& silenced)
{
    for (const std::string& rule : allowance.rules) {
        const auto isOfRule = [&](const Hazard& hazard) { return hazard.rule == rule; };
        if (!findRule(rule)) {
            hazards.push_back({"silence-unknown-rule", rule});
        } else if (allowance.reason.empty()) {
            hazards.push_back({"silence-without-reason", rule});
        } else if (std::ranges::none_of(hazards, isOfRule)) {
            hazards.push_back({"silence-unused", rule});
        } else {
            for (const Hazard& hazard : hazards)
                if (isOfRule(hazard))
                    silenced.emplace_back(hazard, allowance.reason);
            std::erase_if(hazards, isOfRule);
        }
    }
}

} // namespace schemawright
