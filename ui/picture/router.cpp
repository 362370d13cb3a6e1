#include "ui/picture/router.h"

#include "ui/picture/line_shape.h"
#include "ui/picture/scene.h"

#include <array>
#include <bit>
#include <cmath>
#include <limits>

namespace schemawright {
namespace {

constexpr double clearance = 14;     // lines keep this far from cards where there is room
constexpr double bendCost = 45;      // a bend is worth that much way
constexpr std::size_t budget = 4000; // obstacles gone around until a search is given up
// Far apart the shortest of all ways is not worth the search: the estimate of what is left weighs more, the way is longer by less than that.
constexpr double nearby = 2000;
constexpr double weightRange = 12000;
constexpr double greatestWeight = 0.5;
constexpr double boldWeight = 3; // the second try, which takes any way
constexpr std::int64_t none = -1;
constexpr double far = std::numeric_limits<double>::infinity();

enum class Direction : std::uint8_t { Right, Down, Left, Up };
constexpr std::array allDirections{Direction::Right, Direction::Down, Direction::Left, Direction::Up};

bool isHorizontal(Direction d)
{
    return d == Direction::Right || d == Direction::Left;
}
bool isForward(Direction d)
{
    return d == Direction::Right || d == Direction::Down;
}
bool areOpposite(Direction a, Direction b)
{
    return isHorizontal(a) == isHorizontal(b) && a != b;
}

/// A way out of (or into) a card: the point a stub away from its side.
struct Port {
    Point side;
    Point point;
    Direction direction = Direction::Right; ///< out of the card
};

struct Node {
    Point point;
    Direction direction = Direction::Right;
    std::int64_t blocker = none; ///< the obstacle that is being gone around
    double cost = 0;
    std::int32_t parent = -1;
    std::uint8_t start = 0;
    bool superseded = false; ///< the same place was reached at less cost
};

/// The nodes by place and direction: hashed, with open addresses.
class NodeTable {
public:
    void clear()
    {
        m_count = 0;
        // The slots of earlier searches are known by their number, and need no clearing.
        if (++m_search == 0) {
            m_slots.assign(m_slots.size(), Slot{});
            m_search = 1;
        }
    }
    /// The slot's node, or the new one, which must be in `nodes` already.
    std::uint32_t& find(const std::vector<Node>& nodes, std::uint32_t added)
    {
        if (2 * (m_count + 1) > m_slots.size())
            grow(nodes);
        const Node& node = nodes[added];
        const std::size_t mask = m_slots.size() - 1;
        for (std::size_t at = hashOf(node) & mask;; at = (at + 1) & mask) {
            Slot& slot = m_slots[at];
            if (slot.search != m_search) {
                slot = {m_search, added};
                ++m_count;
                return slot.node;
            }
            if (nodes[slot.node].point == node.point && nodes[slot.node].direction == node.direction)
                return slot.node;
        }
    }

private:
    struct Slot {
        std::uint32_t search = 0;
        std::uint32_t node = 0;
    };
    static std::size_t hashOf(const Node& node)
    {
        std::uint64_t key = std::bit_cast<std::uint64_t>(node.point.x) * 0x9e3779b97f4a7c15U;
        key = (key ^ key >> 32U ^ std::bit_cast<std::uint64_t>(node.point.y)) * 0xd6e8feb86659fd93U;
        key = (key ^ key >> 32U ^ static_cast<std::uint64_t>(node.direction)) * 0x9e3779b97f4a7c15U;
        return key >> 32U;
    }
    void grow(const std::vector<Node>& nodes)
    {
        std::vector<Slot> old(std::max<std::size_t>(1024, 2 * m_slots.size()));
        std::swap(old, m_slots);
        const std::size_t mask = m_slots.size() - 1;
        for (const Slot& slot : old) {
            if (slot.search != m_search)
                continue;
            std::size_t at = hashOf(nodes[slot.node]) & mask;
            while (m_slots[at].search == m_search)
                at = (at + 1) & mask;
            m_slots[at] = slot;
        }
    }
    std::vector<Slot> m_slots;
    std::size_t m_count = 0;
    std::uint32_t m_search = 0;
};

} // namespace

class Router::Search {
public:
    explicit Search(const SpaceIndex& cards) : m_cards(cards) {}
    Route run(RouteEnd from, RouteEnd to);

private:
    struct Hit {
        double distance = far;
        std::int64_t obstacle = none;
    };
    struct Queued {
        double estimate;
        std::uint32_t node;
        bool operator>(const Queued& other) const
        {
            return estimate != other.estimate ? estimate > other.estimate : node > other.node;
        }
    };

    [[nodiscard]] std::array<Port, 2> portsOf(RouteEnd end) const;
    [[nodiscard]] double stubLength(RouteEnd end, Direction out) const;
    void noteTightPlaces();
    void search(double weight);
    [[nodiscard]] Rect obstacle(std::uint32_t id) const;
    [[nodiscard]] Hit cast(Point from, Direction direction, double length);
    [[nodiscard]] double estimate(Point point, Direction direction) const;
    [[nodiscard]] double arrivalCost(Direction moving, const Port& goal) const;
    void push(Point point, Direction direction, std::int64_t blocker, double cost, std::int32_t parent,
              std::uint8_t start);
    void expand(std::uint32_t index);
    void tryArrival(std::uint32_t index);
    [[nodiscard]] std::vector<Point> pathTo(std::uint32_t index, const Port& goal) const;
    [[nodiscard]] std::vector<Point> straightThrough() const;

    const SpaceIndex& m_cards;
    RouteEnd m_from;
    RouteEnd m_to;
    std::array<Port, 2> m_starts;
    std::array<Port, 2> m_goals;
    std::vector<std::pair<std::uint32_t, double>> m_tight; ///< obstacles with less clearance, because an end is so near
    std::vector<Node> m_nodes;
    std::vector<Queued> m_queue; ///< a heap, the least estimate first
    NodeTable m_table;
    double m_weight = 1;
    double m_best = far;
    std::uint32_t m_bestNode = 0;
    std::uint8_t m_bestGoal = 0;
    ReachNotes m_reach;
};

std::array<Port, 2> Router::Search::portsOf(RouteEnd end) const
{
    const Rect& rect = m_cards.rect(end.card);
    const double right = stubLength(end, Direction::Right);
    const double left = stubLength(end, Direction::Left);
    return {Port{{rect.right(), end.y}, {rect.right() + right, end.y}, Direction::Right},
            Port{{rect.x, end.y}, {rect.x - left, end.y}, Direction::Left}};
}

/// The usual stub, or half of the gap to the next card where that is less.
double Router::Search::stubLength(RouteEnd end, Direction out) const
{
    const Rect& rect = m_cards.rect(end.card);
    constexpr double whole = CardMetrics::stub;
    const double edge = out == Direction::Right ? rect.right() : rect.x;
    const Rect ahead =
        out == Direction::Right ? Rect{edge, end.y - 1, 2 * whole, 2} : Rect{edge - 2 * whole, end.y - 1, 2 * whole, 2};
    double gap = 2 * whole;
    m_cards.visit(ahead, [&](std::uint32_t id) {
        if (id == end.card)
            return;
        const Rect& other = m_cards.rect(id);
        gap = std::min(gap, std::max(0.0, out == Direction::Right ? other.x - edge : edge - other.right()));
    });
    return std::max(gap / 2, 3.0);
}

void Router::Search::noteTightPlaces()
{
    m_tight.clear();
    const auto note = [this](Point point) {
        m_cards.visit(Rect{point.x, point.y, 0, 0}.grown(clearance), [&](std::uint32_t id) {
            const Rect& rect = m_cards.rect(id);
            const double dx = std::max({rect.x - point.x, point.x - rect.right(), 0.0});
            const double dy = std::max({rect.y - point.y, point.y - rect.bottom(), 0.0});
            const double distance = std::max(dx, dy);
            if (distance < clearance)
                m_tight.emplace_back(id, distance);
        });
    };
    for (const auto& ports : {m_starts, m_goals}) {
        for (const Port& port : ports)
            note(port.point);
    }
}

Rect Router::Search::obstacle(std::uint32_t id) const
{
    double margin = clearance;
    for (const auto& [tight, distance] : m_tight) {
        if (tight == id)
            margin = std::min(margin, distance);
    }
    return m_cards.rect(id).grown(margin);
}

/// How far one can go, up to `length`, before the inside of an obstacle.
Router::Search::Hit Router::Search::cast(Point from, Direction direction, double length)
{
    Hit hit;
    const bool horizontal = isHorizontal(direction);
    const bool forward = isForward(direction);
    const double along = horizontal ? from.x : from.y;
    const double across = horizontal ? from.y : from.x;
    // In pieces, because most rays end soon: the cells behind the first hit need not be looked at.
    constexpr double piece = 512;
    for (double done = 0; done < length && hit.obstacle == none; done += piece) {
        const double reachTo = std::min(done + piece, length);
        const double lo = forward ? along + done : along - reachTo;
        const double size = reachTo - done;
        const Rect strip = (horizontal ? Rect{lo, across, size, 0} : Rect{across, lo, 0, size}).grown(clearance);
        m_cards.visit(strip, [&](std::uint32_t id) {
            const Rect rect = obstacle(id);
            const double acrossLo = horizontal ? rect.y : rect.x;
            const double acrossHi = horizontal ? rect.bottom() : rect.right();
            if (across <= acrossLo || across >= acrossHi)
                return;
            const double nearEdge =
                forward ? (horizontal ? rect.x : rect.y) : (horizontal ? rect.right() : rect.bottom());
            const double farEdge =
                forward ? (horizontal ? rect.right() : rect.bottom()) : (horizontal ? rect.x : rect.y);
            if (forward ? farEdge <= along : farEdge >= along)
                return;
            const double distance = std::max(0.0, forward ? nearEdge - along : along - nearEdge);
            if (distance >= length)
                return;
            if (distance < hit.distance || (distance == hit.distance && static_cast<std::int64_t>(id) < hit.obstacle))
                hit = {distance, id};
        });
    }
    const double reached = std::min(hit.distance, length) * (forward ? 1 : -1);
    const Point end = horizontal ? Point{from.x + reached, from.y} : Point{from.x, from.y + reached};
    m_reach.add(boundsOf(from, end).grown(clearance + 1));
    return hit;
}

double Router::Search::arrivalCost(Direction moving, const Port& goal) const
{
    if (moving == goal.direction)
        return far; // it would go back over its own stub
    return areOpposite(moving, goal.direction) ? 0 : bendCost;
}

double Router::Search::estimate(Point point, Direction direction) const
{
    double least = far;
    for (const Port& goal : m_goals) {
        const double dx = std::abs(goal.point.x - point.x);
        const double dy = std::abs(goal.point.y - point.y);
        const bool straight = isHorizontal(direction) ? dy == 0 : dx == 0;
        least = std::min(least, dx + dy + (straight ? 0 : bendCost));
    }
    return least * m_weight;
}

void Router::Search::push(Point point, Direction direction, std::int64_t blocker, double cost, std::int32_t parent,
                          std::uint8_t start)
{
    if (cost >= m_best)
        return;
    const auto number = static_cast<std::uint32_t>(m_nodes.size());
    m_nodes.push_back({point, direction, blocker, cost, parent, start});
    std::uint32_t& known = m_table.find(m_nodes, number);
    if (known != number) {
        if (m_nodes[known].cost <= cost) {
            m_nodes.pop_back();
            return;
        }
        m_nodes[known].superseded = true;
        known = number;
    }
    m_queue.push_back({cost + estimate(point, direction), number});
    std::ranges::push_heap(m_queue, std::greater<>());
}

void Router::Search::tryArrival(std::uint32_t index)
{
    const Node& node = m_nodes[index];
    for (std::size_t g = 0; g < m_goals.size(); ++g) {
        if (node.point != m_goals[g].point)
            continue;
        const double cost = node.cost + arrivalCost(node.direction, m_goals[g]);
        if (cost < m_best) {
            m_best = cost;
            m_bestNode = index;
            m_bestGoal = static_cast<std::uint8_t>(g);
        }
    }
}

void Router::Search::expand(std::uint32_t index)
{
    const Node node = m_nodes[index];
    for (const Direction direction : allDirections) {
        if (areOpposite(direction, node.direction))
            continue;
        const bool horizontal = isHorizontal(direction);
        const double sign = isForward(direction) ? 1 : -1;
        const double at = horizontal ? node.point.x : node.point.y;

        struct Stop {
            double distance;
            std::int64_t blocker;
        };
        std::array<Stop, 6> stops{};
        std::size_t count = 0;
        const auto add = [&](double coordinate, std::int64_t blocker) {
            const double distance = (coordinate - at) * sign;
            if (distance > 0)
                stops[count++] = {distance, blocker};
        };
        for (const Port& goal : m_goals)
            add(horizontal ? goal.point.x : goal.point.y, node.blocker);
        if (node.blocker != none) {
            const Rect rect = obstacle(static_cast<std::uint32_t>(node.blocker));
            add(horizontal ? rect.x : rect.y, node.blocker);
            add(horizontal ? rect.right() : rect.bottom(), node.blocker);
        }
        if (count == 0)
            continue;
        double length = 0;
        for (std::size_t i = 0; i < count; ++i)
            length = std::max(length, stops[i].distance);
        const Hit hit = cast(node.point, direction, length);
        if (hit.obstacle != none)
            stops[count++] = {hit.distance, hit.obstacle};
        const double turn = direction == node.direction ? 0 : bendCost;
        for (std::size_t i = 0; i < count; ++i) {
            const double distance = stops[i].distance;
            if (distance > hit.distance)
                continue;
            // A wall touched at once is still news: it has to be gone around.
            if (distance == 0 && stops[i].blocker == node.blocker)
                continue;
            const Point point = horizontal ? Point{node.point.x + sign * distance, node.point.y}
                                           : Point{node.point.x, node.point.y + sign * distance};
            if (distance == 0)
                push(point, direction, stops[i].blocker, node.cost + turn + 0.01, static_cast<std::int32_t>(index),
                     node.start);
            else
                push(point, direction, stops[i].blocker, node.cost + turn + distance, static_cast<std::int32_t>(index),
                     node.start);
        }
    }
}

Route Router::Search::run(RouteEnd from, RouteEnd to)
{
    m_from = from;
    m_to = to;
    m_starts = portsOf(from);
    m_goals = portsOf(to);
    noteTightPlaces();
    m_reach.clear();
    m_reach.add(boundsOf(m_starts[0].point, m_starts[1].point).grown(2 * CardMetrics::stub));
    m_reach.add(boundsOf(m_goals[0].point, m_goals[1].point).grown(2 * CardMetrics::stub));
    const double apart = std::abs(m_starts[0].side.x - m_goals[0].side.x) + std::abs(from.y - to.y);
    search(1 + std::clamp((apart - nearby) / weightRange, 0.0, greatestWeight));
    if (m_best == far)
        search(boldWeight);
    if (m_best == far)
        return {straightThrough(), m_reach.reach(), false};
    return {withoutSpikes(pathTo(m_bestNode, m_goals[m_bestGoal])), m_reach.reach(), true};
}

void Router::Search::search(double weight)
{
    m_weight = weight;
    m_nodes.clear();
    m_queue.clear();
    m_table.clear();
    m_best = far;
    for (std::size_t s = 0; s < m_starts.size(); ++s) {
        const double stub = std::abs(m_starts[s].point.x - m_starts[s].side.x);
        // A cramped side is taken only where the other is much longer.
        push(m_starts[s].point, m_starts[s].direction, m_from.card, stub < 8 ? 2 * bendCost : 0, -1,
             static_cast<std::uint8_t>(s));
    }
    std::size_t expanded = 0;
    while (!m_queue.empty() && m_queue.front().estimate < m_best && expanded < budget) {
        const std::uint32_t index = m_queue.front().node;
        std::ranges::pop_heap(m_queue, std::greater<>());
        m_queue.pop_back();
        if (m_nodes[index].superseded)
            continue;
        ++expanded;
        tryArrival(index);
        expand(index);
    }
}

std::vector<Point> Router::Search::pathTo(std::uint32_t index, const Port& goal) const
{
    std::vector<Point> points{goal.side, goal.point};
    std::uint8_t start = 0;
    for (auto at = static_cast<std::int32_t>(index); at >= 0; at = m_nodes[static_cast<std::size_t>(at)].parent) {
        points.push_back(m_nodes[static_cast<std::size_t>(at)].point);
        start = m_nodes[static_cast<std::size_t>(at)].start;
    }
    points.push_back(m_starts[start].side);
    std::ranges::reverse(points);
    return points;
}

/// Where there is no way around: from the nearer sides, by the middle.
std::vector<Point> Router::Search::straightThrough() const
{
    const Port& start =
        m_goals[0].side.x + m_goals[1].side.x > m_starts[0].side.x + m_starts[1].side.x ? m_starts[0] : m_starts[1];
    const Port& goal = start.direction == Direction::Right ? m_goals[1] : m_goals[0];
    const double middle = (start.point.x + goal.point.x) / 2;
    return simplified({start.side, {middle, start.side.y}, {middle, goal.side.y}, goal.side});
}

Router::Router(const SpaceIndex& cards) : m_search(std::make_unique<Search>(cards)) {}
Router::~Router() = default;

Route Router::find(RouteEnd from, RouteEnd to)
{
    if (from.card == to.card && std::abs(from.y - to.y) < 8)
        to.y += 10; // a column that references itself: a loop that can be seen
    return m_search->run(from, to);
}

} // namespace schemawright
