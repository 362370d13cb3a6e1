#include "ui/picture/graphviz.h"

#include <format>
#include <graphviz/gvc.h>
#include <memory>
#include <mutex>
#include <string>

namespace schemawright {
namespace {

constexpr double unitsPerInch = 72;

/// Graphviz takes its strings without const and keeps copies of its own.
void setAttribute(Agraph_t* graph, int kind, const char* name, std::string value)
{
    std::string key(name);
    agattr(graph, kind, key.data(), value.data());
}

void setNodeSize(Agnode_t* node, const char* name, double units)
{
    std::string key(name);
    std::string value = std::format("{:.4f}", units / unitsPerInch);
    agset(node, key.data(), value.data());
}

/// A drawing that is freed as Graphviz wants it: the layout first.
struct GraphCloser {
    GVC_t* context = nullptr;
    void operator()(Agraph_t* graph) const
    {
        gvFreeLayout(context, graph);
        agclose(graph);
    }
};

int swallowMessage(char* /*text*/)
{
    return 0;
}

void describe(Agraph_t* graph, LayoutEngine engine, double gap)
{
    const std::string inches = std::format("{:.4f}", gap / unitsPerInch);
    setAttribute(graph, AGRAPH, "splines", "none");
    setAttribute(graph, AGNODE, "shape", "box");
    setAttribute(graph, AGNODE, "fixedsize", "true");
    setAttribute(graph, AGNODE, "label", "");
    setAttribute(graph, AGNODE, "width", "1");
    setAttribute(graph, AGNODE, "height", "1");
    if (engine == LayoutEngine::Layered) {
        setAttribute(graph, AGRAPH, "rankdir", "LR");
        setAttribute(graph, AGRAPH, "nodesep", inches);
        setAttribute(graph, AGRAPH, "ranksep", inches);
        // Enough for a good drawing, bounded for a tangled one.
        setAttribute(graph, AGRAPH, "nslimit", "2");
        setAttribute(graph, AGRAPH, "nslimit1", "2");
    } else {
        setAttribute(graph, AGRAPH, "overlap", engine == LayoutEngine::Forces ? "prism" : "true");
        setAttribute(graph, AGRAPH, "sep", std::format("+{:.0f}", gap / 2));
        setAttribute(graph, AGRAPH, "start", "7");
        setAttribute(graph, AGRAPH, "K", "3");
    }
}

} // namespace

Result<std::vector<Point>> layoutByGraphviz(const LayoutGraph& graph, LayoutEngine engine, double gap)
{
    static std::mutex oneAtATime;
    const std::scoped_lock lock(oneAtATime);

    agseterrf(swallowMessage);
    const std::unique_ptr<GVC_t, int (*)(GVC_t*)> context(gvContext(), gvFreeContext);
    std::string name = "g";
    const std::unique_ptr<Agraph_t, GraphCloser> drawing(agopen(name.data(), Agdirected, nullptr),
                                                         GraphCloser{context.get()});
    describe(drawing.get(), engine, gap);

    std::vector<Agnode_t*> nodes;
    for (std::size_t i = 0; i < graph.sizes.size(); ++i) {
        std::string id = std::to_string(i);
        nodes.push_back(agnode(drawing.get(), id.data(), 1));
        setNodeSize(nodes.back(), "width", graph.sizes[i].first);
        setNodeSize(nodes.back(), "height", graph.sizes[i].second);
    }
    for (const auto& [from, to] : graph.edges)
        agedge(drawing.get(), nodes[from], nodes[to], nullptr, 1);

    if (gvLayout(context.get(), drawing.get(), engine == LayoutEngine::Layered ? "dot" : "sfdp") != 0)
        return std::unexpected(Error{.code = ErrorCode::Unsupported,
                                     .message = "Graphviz could not arrange the diagram",
                                     .hint = "check whether Graphviz is installed with its layout plugins"});
    std::vector<Point> centers;
    for (Agnode_t* node : nodes)
        centers.push_back({ND_coord(node).x, -ND_coord(node).y});
    return centers;
}

} // namespace schemawright
