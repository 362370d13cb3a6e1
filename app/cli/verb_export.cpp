#include "app/cli/picture_file.h"
#include "app/cli/schema_source.h"
#include "app/cli/verbs.h"
#include "diff/plan/plan.h"

namespace schemawright::cli {

namespace {

struct ExportOptions {
    std::string schema;
    std::string format;
    std::string output;
    std::string diagram;
};

/// The project's diagram of that name (without a name: its first), where the schema is the project's; else one of all tables.
Result<Diagram> chosenDiagram(Session& session, const SchemaSource& source, const std::string& name)
{
    if (!source.isModel && name.empty())
        return Diagram{};
    auto database = session.database();
    if (!database)
        return std::unexpected(database.error());
    auto diagrams = readDiagrams(*database);
    if (!diagrams)
        return std::unexpected(diagrams.error());
    if (name.empty())
        return diagrams->empty() ? Diagram{} : diagrams->front();
    for (const Diagram& diagram : *diagrams)
        if (diagram.name == name)
            return diagram;
    return fail(ErrorCode::NotFound, "diagram \"" + name + "\" does not exist");
}

Outcome exportSchema(Session& session, const ExportOptions& options)
{
    if (options.format == "png" && options.output.empty())
        return fail(ErrorCode::Usage, "PNG cannot be written to standard output", "use -o FILE.png");
    auto source = readSchema(session, options.schema);
    if (!source)
        return std::unexpected(source.error());
    if (options.format == "sql") {
        auto script = catalogScript(source->catalog);
        if (!script)
            return std::unexpected(script.error());
        if (options.output.empty())
            session.answer(*script);
        else if (auto written = writeFileAtomically(options.output, *script); !written)
            return std::unexpected(written.error());
        return Done;
    }
    auto diagram = chosenDiagram(session, *source, options.diagram);
    if (!diagram)
        return std::unexpected(diagram.error());
    const auto format = options.format == "svg" ? PictureFormat::Svg : PictureFormat::Png;
    if (auto written = writePicture(session, source->catalog, *diagram, format, options.output); !written)
        return std::unexpected(written.error());
    return Done;
}

} // namespace

void addExportVerbs(CLI::App& app, Session& session, Job& job)
{
    auto options = std::make_shared<ExportOptions>();
    CLI::App* verb =
        addVerb<ExportOptions>(app, job, "export", "Writes a schema as a picture or as SQL",
                               "schemawright export model --format svg -o shop.svg", options,
                               [&session](const ExportOptions& given) { return exportSchema(session, given); });
    verb->add_option("SCHEMA", options->schema,
                     "The schema: a connection (postgresql://..., service=NAME), a .sql file or folder, model, head, "
                     "or a revision")
        ->required();
    verb->add_option("-f,--format", options->format, "The format: svg, png or sql")
        ->required()
        ->check(CLI::IsMember({"svg", "png", "sql"}));
    verb->add_option("-o,--output", options->output, "The file to write. Default: standard output (svg, sql)");
    verb->add_option("--diagram", options->diagram, "The project's diagram whose layout is used");
    addScopeOptions(*verb, session);
    addProjectOptions(*verb, session);
    addScratchOption(*verb, session);
}

} // namespace schemawright::cli
