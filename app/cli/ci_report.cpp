#include "app/cli/ci_report.h"

#include "app/cli/report.h"
#include "diff/lint/rules.h"
#include "model/sql.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <format>
#include <ranges>
#include <set>

namespace schemawright::cli {

namespace {

using Json = nlohmann::ordered_json;

/// Text as the contents of an element or an attribute. Control characters that XML 1.0 does not allow become blanks.
std::string xml(std::string_view text)
{
    std::string out;
    for (const char letter : text) {
        const auto code = static_cast<unsigned char>(letter);
        switch (letter) {
        case '&': out += "&amp;"; break;
        case '<': out += "&lt;"; break;
        case '>': out += "&gt;"; break;
        case '"': out += "&quot;"; break;
        case '\n': out += "&#10;"; break;
        default: out += code < 0x20 || code == 0x7f ? ' ' : letter;
        }
    }
    return out;
}

std::string pathInside(const std::filesystem::path& file, const std::filesystem::path& root)
{
    const std::filesystem::path inside = file.lexically_relative(root);
    return (inside.empty() || inside.native().starts_with("..") ? file : inside).generic_string();
}

/// "catalog/revisions/0003_x.sql:12: ", or nothing.
std::string placeOf(const CiFinding& finding, const std::filesystem::path& root)
{
    if (finding.file.empty())
        return {};
    return pathInside(finding.file, root) + (finding.line > 0 ? std::format(":{}", finding.line) : "") + ": ";
}

std::string lineOf(const CiFinding& finding, const std::filesystem::path& root)
{
    return std::format("{}{}: {}", placeOf(finding, root), finding.rule, finding.message);
}

std::size_t failures(const auto& checks)
{
    return static_cast<std::size_t>(std::ranges::count_if(checks, &CiCheck::failed));
}

double secondsOf(const auto& checks)
{
    double all = 0;
    for (const CiCheck& check : checks)
        all += check.seconds;
    return all;
}

std::string dump(const Json& json)
{
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void addTestCase(std::string& out, const CiCheck& check, const std::filesystem::path& root)
{
    out += std::format(R"(    <testcase classname="schemawright.{}" name="{}" time="{:.3f}">)", xml(check.database),
                       xml(check.name), check.seconds);
    if (!check.skippedBecause.empty())
        out += std::format(R"(<skipped message="{}"/>)", xml(check.skippedBecause));
    if (check.failed()) {
        std::string lines;
        for (const CiFinding& finding : check.findings)
            lines += lineOf(finding, root) + "\n";
        out += std::format(R"(<failure message="{}" type="{}">{}</failure>)", xml(check.findings.front().message),
                           xml(check.findings.front().rule), xml(lines));
    }
    out += "</testcase>\n";
}

} // namespace

std::string ciText(const std::vector<CiCheck>& checks, const std::filesystem::path& root)
{
    const bool several =
        std::ranges::any_of(checks, [&](const CiCheck& each) { return each.database != checks.front().database; });
    std::string out;
    for (const CiCheck& check : checks) {
        const std::string_view verdict = check.failed()                 ? "failed"
                                         : check.skippedBecause.empty() ? "passed"
                                                                        : "skipped";
        const std::string& why = check.skippedBecause.empty() ? check.result : check.skippedBecause;
        out += std::format("{:8}{}{}{}\n", verdict, several ? check.database + ": " : "", check.name,
                           why.empty() || check.failed() ? "" : ": " + why);
        for (const CiFinding& finding : check.findings)
            for (const auto line : std::views::split(lineOf(finding, root), '\n'))
                out += "        " + commentText(std::string_view(line)) + "\n";
    }
    const std::size_t failed = failures(checks);
    out += failed == 0 ? "All checks passed.\n"
                       : std::format("{} of {} failed.\n", failed, counted(checks.size(), "check", "checks"));
    return out;
}

std::string ciJson(const std::vector<CiCheck>& checks, const std::filesystem::path& root)
{
    Json list = Json::array();
    for (const CiCheck& check : checks) {
        Json findings = Json::array();
        for (const CiFinding& finding : check.findings)
            findings.push_back({{"rule", finding.rule},
                                {"message", finding.message},
                                {"file", finding.file.empty() ? "" : pathInside(finding.file, root)},
                                {"line", finding.line},
                                {"level", finding.isError ? "error" : "warning"}});
        list.push_back({{"database", check.database},
                        {"check", check.name},
                        {"status", check.failed()                 ? "failed"
                                   : check.skippedBecause.empty() ? "passed"
                                                                  : "skipped"},
                        {"seconds", check.seconds},
                        {"result", check.skippedBecause.empty() ? check.result : check.skippedBecause},
                        {"findings", findings}});
    }
    return dump({{"passed", failures(checks) == 0}, {"checks", list}});
}

std::string ciJUnit(const std::vector<CiCheck>& checks, const std::filesystem::path& root)
{
    std::string out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";
    out += std::format("<testsuites name=\"schemawright ci\" tests=\"{}\" failures=\"{}\" time=\"{:.3f}\">\n",
                       checks.size(), failures(checks), secondsOf(checks));
    for (const auto suite :
         checks | std::views::chunk_by([](const CiCheck& a, const CiCheck& b) { return a.database == b.database; })) {
        const auto skipped =
            std::ranges::count_if(suite, [](const CiCheck& check) { return !check.skippedBecause.empty(); });
        out += std::format(
            "  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"{}\" time=\"{:.3f}\">\n",
            xml(suite.front().database), std::ranges::distance(suite), failures(suite), skipped, secondsOf(suite));
        for (const CiCheck& check : suite)
            addTestCase(out, check, root);
        out += "  </testsuite>\n";
    }
    return out + "</testsuites>\n";
}

std::string ciSarif(const std::vector<CiCheck>& checks, const std::filesystem::path& root)
{
    std::set<std::string> rules;
    Json results = Json::array();
    for (const CiCheck& check : checks)
        for (const CiFinding& finding : check.findings) {
            rules.insert(finding.rule);
            Json result{{"ruleId", finding.rule},
                        {"level", finding.isError ? "error" : "warning"},
                        {"message", {{"text", check.name + ": " + finding.message}}}};
            if (!finding.file.empty()) {
                Json place{{"artifactLocation", {{"uri", pathInside(finding.file, root)}}}};
                if (finding.line > 0)
                    place["region"] = {{"startLine", finding.line}};
                result["locations"] = Json::array({{{"physicalLocation", place}}});
            }
            results.push_back(std::move(result));
        }
    Json ruleList = Json::array();
    for (const std::string& name : rules) {
        Json entry{{"id", name}};
        if (const LintRule* rule = findRule(name)) {
            entry["shortDescription"] = {{"text", rule->what}};
            if (!rule->instead.empty())
                entry["help"] = {{"text", rule->instead}};
        }
        ruleList.push_back(std::move(entry));
    }
    const Json driver{{"name", "schemawright"}, {"version", SCHEMAWRIGHT_VERSION}, {"rules", ruleList}};
    return dump({{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({{{"tool", {{"driver", driver}}}, {"results", results}}})}});
}

} // namespace schemawright::cli
