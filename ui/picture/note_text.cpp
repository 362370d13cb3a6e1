#include "ui/picture/note_text.h"

#include "ui/picture/text_width.h"

#include <algorithm>

namespace schemawright {
namespace {

using Metrics = NoteMetrics;

/// A line of the source without its mark.
struct Block {
    std::string_view text;
    std::string mark; ///< "•" or "2."
    double size = Metrics::textSize;
    bool heading = false;
};

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

Block blockOf(std::string_view line)
{
    Block block{.text = line, .mark = {}};
    const std::size_t hashes = std::min(line.find_first_not_of('#'), line.size());
    if (hashes >= 1 && hashes <= 3 && hashes < line.size() && line[hashes] == ' ') {
        constexpr double sizes[] = {17, 15, 13};
        block.text = line.substr(hashes + 1);
        block.size = sizes[hashes - 1];
        block.heading = true;
        return block;
    }
    if (line.starts_with("- ") || line.starts_with("* ")) {
        block.text = line.substr(2);
        block.mark = "\u2022";
        return block;
    }
    const std::size_t digits = static_cast<std::size_t>(std::ranges::find_if_not(line, isDigit) - line.begin());
    if (digits >= 1 && digits <= 3 && line.substr(digits).starts_with(". ")) {
        block.text = line.substr(digits + 2);
        block.mark = std::string(line.substr(0, digits + 1));
    }
    return block;
}

/// Splits a block into runs. A mark that is never closed is text.
class InlineReader {
public:
    InlineReader(std::string_view text, bool bold) : m_text(text), m_heading(bold) {}

    std::vector<NoteRun> run()
    {
        while (m_at < m_text.size()) {
            if (!takeMark())
                m_run += m_text[m_at++];
        }
        finish();
        return std::move(m_runs);
    }

private:
    [[nodiscard]] std::string_view rest() const { return m_text.substr(m_at); }

    void finish()
    {
        if (!m_run.empty())
            m_runs.push_back({.text = oneLine(m_run), .bold = m_bold || m_heading, .italic = m_italic, .code = m_code});
        m_run.clear();
    }

    bool toggle(std::string_view mark, bool& state)
    {
        if (!rest().starts_with(mark))
            return false;
        const std::size_t after = m_at + mark.size();
        if (!state &&
            (after >= m_text.size() || m_text[after] == ' ' || m_text.find(mark, after) == std::string_view::npos))
            return false;
        finish();
        state = !state;
        m_at = after;
        return true;
    }

    bool takeMark()
    {
        if (toggle("`", m_code))
            return true;
        if (m_code)
            return false;
        if (m_text[m_at] == '\\' && m_at + 1 < m_text.size() &&
            std::string_view("*`[]\\#-").contains(m_text[m_at + 1])) {
            m_run += m_text[m_at + 1];
            m_at += 2;
            return true;
        }
        return toggle("**", m_bold) || toggle("*", m_italic) || takeLink();
    }

    /// [text](address): the address is neither shown nor opened.
    bool takeLink()
    {
        if (m_text[m_at] != '[' || m_at < m_noLinkBefore)
            return false;
        const std::size_t close = m_text.find("](", m_at);
        if (close == std::string_view::npos) {
            m_noLinkBefore = m_text.size();
            return false;
        }
        std::size_t end = close + 2;
        const std::size_t last = std::min(m_text.size(), end + longestAddress);
        for (int depth = 1; end < last; ++end) {
            depth += m_text[end] == '(' ? 1 : m_text[end] == ')' ? -1 : 0;
            if (depth == 0)
                break;
        }
        if (end == last) {
            m_noLinkBefore = close + 1; // whatever begins before it has the same address, which does not end
            return false;
        }
        m_run += m_text.substr(m_at + 1, close - m_at - 1);
        m_at = end + 1;
        return true;
    }

    static constexpr std::size_t longestAddress = 2000;
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_noLinkBefore = 0; ///< what was looked for there and not found is not looked for again
    bool m_heading;
    bool m_bold = false;
    bool m_italic = false;
    bool m_code = false;
    std::string m_run;
    std::vector<NoteRun> m_runs;
};

class Layouter {
public:
    explicit Layouter(const DiagramNote& note)
        : m_right(note.width - Metrics::padding), m_bottom(note.height - Metrics::padding / 2)
    {
    }

    std::vector<NoteLine> run(std::string_view text)
    {
        for (std::size_t at = 0; at <= text.size() && !m_full;) {
            const std::size_t end = std::min(text.find('\n', at), text.size());
            add(blockOf(text.substr(at, end - at)));
            at = end + 1;
        }
        if (m_full && !m_lines.empty()) {
            NoteLine& last = m_lines.back();
            if (last.runs.empty())
                last.runs.push_back({.text = {}, .x = Metrics::padding});
            last.runs.back().text += "\u2026";
        }
        return std::move(m_lines);
    }

private:
    static double widthOf(const NoteRun& run, double size)
    {
        return builtinTextMeasure().width(run.text, run.bold ? FontWeight::Bold : FontWeight::Normal) * size;
    }

    void add(const Block& block)
    {
        m_size = block.size;
        m_left = Metrics::padding + (block.mark.empty() ? 0 : 16);
        if (block.heading && !m_lines.empty())
            m_y += 4;
        newLine();
        if (m_full)
            return;
        if (!block.mark.empty())
            m_lines.back().runs.push_back({.text = block.mark, .x = Metrics::padding});
        m_x = m_left;
        for (const NoteRun& run : InlineReader(block.text, block.heading).run())
            addRun(run);
    }

    void newLine()
    {
        const double height = m_size * Metrics::lineHeight;
        m_full = m_y + height > m_bottom && !m_lines.empty();
        if (m_full)
            return;
        m_y += height;
        m_lines.push_back({.runs = {}, .size = m_size, .baseline = m_y - m_size * 0.32});
        m_x = m_left;
    }

    void addRun(const NoteRun& run)
    {
        for (std::size_t at = 0; at < run.text.size() && !m_full;) {
            const std::size_t end = run.text[at] == ' ' ? at + 1 : std::min(run.text.find(' ', at), run.text.size());
            NoteRun word = run;
            word.text = run.text.substr(at, end - at);
            at = end;
            double width = widthOf(word, m_size);
            if (m_x + width > m_right && m_x > m_left) {
                newLine();
                if (m_full)
                    return;
                if (word.text == " ")
                    continue;
            }
            if (m_x + width > m_right) {
                word.text = elided(word.text, m_right - m_left, m_size,
                                   word.bold ? FontWeight::Bold : FontWeight::Normal, builtinTextMeasure());
                width = widthOf(word, m_size);
            }
            append(word, width);
        }
    }

    /// To the run before, where it looks the same.
    void append(NoteRun word, double width)
    {
        std::vector<NoteRun>& runs = m_lines.back().runs;
        const bool joins = !runs.empty() && runs.back().x >= m_left && runs.back().bold == word.bold &&
                           runs.back().italic == word.italic && runs.back().code == word.code;
        if (joins) {
            runs.back().text += word.text;
        } else {
            word.x = m_x;
            runs.push_back(std::move(word));
        }
        m_x += width;
    }

    double m_right;
    double m_bottom;
    double m_size = Metrics::textSize;
    double m_left = Metrics::padding;
    double m_x = Metrics::padding;
    double m_y = Metrics::padding / 2;
    bool m_full = false;
    std::vector<NoteLine> m_lines;
};

} // namespace

std::vector<NoteLine> noteLines(const DiagramNote& note)
{
    return Layouter(note).run(note.text);
}

} // namespace schemawright
