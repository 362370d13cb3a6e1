#include "app/cli/steps.h"
#include "app/cli/verbs.h"

#include <nlohmann/json.hpp>

namespace schemawright::cli {

namespace {

struct TrustOptions {
    bool yes = false;
    bool forget = false;
    bool list = false;
};

std::string lineOf(const ProjectRequest& request, bool trusted)
{
    const std::string where = request.where.empty() ? "" : " (" + request.where + ")";
    return "  " + std::string(tomlKey(request.kind)) + where + ": " + request.shown() +
           (trusted ? "  [trusted]" : "  [not trusted]") + "\n";
}

std::string listing(const Project& project, const TrustFile& file, const std::vector<ProjectRequest>& requests)
{
    if (requests.empty())
        return project.root.string() + ": schemawright.toml runs no command and names no server\n";
    std::string text = project.root.string() + ": commands and servers in schemawright.toml\n";
    for (const ProjectRequest& request : requests)
        text += lineOf(request, file.trusts(project.root, request));
    return text;
}

std::string listingJson(const Project& project, const TrustFile& file, const std::vector<ProjectRequest>& requests)
{
    auto entries = nlohmann::ordered_json::array();
    for (const ProjectRequest& request : requests)
        entries.push_back({{"key", tomlKey(request.kind)},
                           {"where", request.where},
                           {"text", request.text},
                           {"trusted", file.trusts(project.root, request)}});
    const nlohmann::ordered_json json{{"folder", project.root.string()}, {"requests", entries}};
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

Outcome trust(Session& session, const TrustOptions& options)
{
    auto project = session.project();
    if (!project)
        return std::unexpected(project.error());
    TrustFile file = TrustFile::ofUser();
    const std::vector<ProjectRequest> requests = requestsOf(project->config);
    if (options.forget) {
        if (auto forgotten = file.forget(project->root); !forgotten)
            return std::unexpected(forgotten.error());
        session.answer(project->root.string() + " is no longer trusted\n");
        return Done;
    }
    if (options.list || file.untrusted(project->root, requests).empty()) {
        session.answer(session.common.json ? listingJson(*project, file, requests) : listing(*project, file, requests));
        return Done;
    }
    if (!options.yes) {
        session.say(listing(*project, file, requests));
        auto yes = confirmed(session, "Run these commands and use these servers from now on?", "nothing is trusted");
        if (!yes)
            return std::unexpected(yes.error());
        if (!*yes)
            return fail(ErrorCode::Cancelled, "cancelled; nothing is trusted");
    }
    if (auto trusted = file.trust(project->root, requests); !trusted)
        return std::unexpected(trusted.error());
    session.answer(listing(*project, file, requests));
    return Done;
}

} // namespace

void addTrustVerb(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<TrustOptions>();
    CLI::App* verb = addVerb<TrustOptions>(
        app, job, "trust", "Trusts the commands and servers in schemawright.toml, for this user and folder",
        "schemawright trust --list", options,
        [&session](const TrustOptions& chosen) { return trust(session, chosen); });
    verb->add_flag("-y,--yes", options->yes, "Trusts them without asking for confirmation");
    verb->add_flag("--list", options->list, "Only shows them");
    verb->add_flag("--forget", options->forget, "Withdraws the trust in the folder");
    addJsonOption(*verb, session);
    verb->add_option("-C,--project", session.common.folder, "The project's folder, or a folder inside it")
        ->capture_default_str();
}

} // namespace schemawright::cli
