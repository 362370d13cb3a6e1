// What libFuzzer does, as far as we need it, for GCC: runs a target over files, and for a time over what it makes of them. An input that reaches
// code that no other reached is kept. Built with -fsanitize-coverage=trace-pc,trace-cmp (preset fuzz) it knows what is reached; without, it runs files.
//
//     fuzz_NAME [-max_total_time=SECONDS] [-seed=N] [-max_len=BYTES] FOLDER|FILE...
//
// New inputs go to the first folder. Where the program would end, the input is written to crash-... in the current folder; where it takes longer than
// ten seconds of the processor's time (the machine may be busy with something else), to slow-....

#include <algorithm>
#include <array>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

namespace fs = std::filesystem;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
extern "C" void __sanitizer_set_death_callback(void (*callback)()) __attribute__((weak));

namespace {

constexpr std::size_t edgeCount = 1U << 18U;
constexpr time_t slowSeconds = 10;

std::array<std::uint8_t, edgeCount> edges; // how often each was passed in this run
std::array<std::uint8_t, edgeCount> seen;  // the powers of two of it that were seen in any
std::uintptr_t lastPlace = 0;

/// Numbers that the target compared its input with, the newest: what a mutation may put in.
struct Compared {
    std::array<std::uint64_t, 256> values{};
    std::size_t next = 0;
};
Compared compared;

void compare(std::uint64_t left, std::uint64_t right)
{
    if (left != right)
        compared.values[compared.next++ % compared.values.size()] = right;
}

const std::string* running = nullptr;

/// Only what may be called in a signal handler.
void writeRunning(const char* kind)
{
    if (running == nullptr)
        return;
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : *running)
        hash = (hash ^ static_cast<std::uint8_t>(c)) * 1099511628211U;
    char name[64] = {};
    char* end = stpcpy(name, kind);
    for (int i = 0; i < 16; ++i, hash >>= 4U)
        *end++ = "0123456789abcdef"[hash & 15U];
    const int file = ::open(name, O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0644);
    if (file >= 0 && ::write(file, running->data(), running->size()) >= 0)
        ::close(file);
    const char* message = "\nthe input was written to ";
    if (::write(2, message, std::strlen(message)) + ::write(2, name, std::strlen(name)) + ::write(2, "\n", 1) < 0)
        ::_exit(77);
    running = nullptr;
}

void onDeath()
{
    writeRunning("crash-");
}

void onSignal(int number)
{
    writeRunning(number == SIGPROF ? "slow-" : "crash-");
    std::signal(number, SIG_DFL);
    std::raise(number == SIGPROF ? SIGABRT : number);
}

/// 0: no limit.
void limitTime(time_t seconds)
{
    const itimerval limit{{}, {seconds, 0}};
    ::setitimer(ITIMER_PROF, &limit, nullptr);
}

/// Whether the input reached something new.
bool run(const std::string& input)
{
    edges.fill(0);
    lastPlace = 0;
    running = &input;
    limitTime(slowSeconds);
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(input.data()), input.size());
    limitTime(0);
    running = nullptr;
    bool fresh = false;
    for (std::size_t i = 0; i < edgeCount; ++i) {
        if (edges[i] == 0)
            continue;
        const auto power = static_cast<std::uint8_t>(std::bit_floor(edges[i]));
        fresh = fresh || (seen[i] & power) == 0;
        seen[i] |= power;
    }
    return fresh;
}

class Mutator {
public:
    Mutator(std::vector<std::string>& corpus, std::uint64_t seed, std::size_t longest)
        : m_corpus(corpus), m_random(seed), m_longest(longest)
    {
    }

    std::string next()
    {
        std::string input = m_corpus[below(m_corpus.size())];
        for (std::size_t changes = std::size_t{1} << below(5); changes > 0; --changes)
            change(input);
        input.resize(std::min(input.size(), m_longest));
        return input;
    }

private:
    std::size_t below(std::size_t bound)
    {
        return bound == 0 ? 0 : std::uniform_int_distribution<std::size_t>(0, bound - 1)(m_random);
    }

    /// A piece of any input that is kept; words are likelier than bytes.
    std::string piece()
    {
        const std::string& from = m_corpus[below(m_corpus.size())];
        std::size_t begin = below(from.size());
        std::size_t end = std::min(from.size(), begin + 1 + below(std::size_t{1} << below(8)));
        if (below(2) == 0) {
            const auto inWord = [&](std::size_t at) { return std::isalnum(static_cast<unsigned char>(from[at])) != 0; };
            while (begin > 0 && inWord(begin - 1))
                --begin;
            for (end = begin; end < from.size() && (end == begin || inWord(end)); ++end) {
            }
        }
        return from.substr(begin, end - begin);
    }

    std::string number()
    {
        static constexpr std::array<const char*, 10> interesting{
            "0", "-1", "1e308", "-1e308", "1e999", "4294967296", "9223372036854775808", "NaN", "1e-320", "65536"};
        if (below(2) == 0)
            return interesting.at(below(interesting.size()));
        const std::uint64_t value = compared.values.at(below(compared.values.size()));
        if (below(2) == 0)
            return std::to_string(value);
        std::string bytes(std::size_t{1} << below(4), '\0');
        for (std::size_t i = 0; i < bytes.size(); ++i)
            bytes[i] = static_cast<char>(value >> (8 * i));
        return bytes;
    }

    void change(std::string& input)
    {
        const std::size_t at = below(input.size() + 1);
        const std::size_t length = std::min(input.size() - at, 1 + below(std::size_t{1} << below(10)));
        switch (below(9)) {
        case 0: input.erase(at, length); break;
        case 1: input.insert(at, piece()); break;
        case 2: input.replace(at, length, piece()); break;
        case 3: input.insert(at, number()); break;
        case 4: input.replace(at, std::min<std::size_t>(length, 8), number()); break;
        case 5: input.insert(at, 1, static_cast<char>(below(256))); break;
        case 6:
            if (at < input.size())
                input[at] = static_cast<char>(static_cast<std::uint8_t>(input[at]) ^ (1U << below(8)));
            break;
        case 7: { // the same again, now and then very often: nesting
            const std::string repeated = input.substr(at, std::min<std::size_t>(length, 64));
            for (std::size_t times = below(50) == 0 ? 2000 : 1 + below(8); times > 0 && input.size() < m_longest;
                 --times)
                input.insert(at, repeated);
            break;
        }
        default: { // half of another
            const std::string& other = m_corpus[below(m_corpus.size())];
            input = input.substr(0, at) + other.substr(below(other.size() + 1));
        }
        }
    }

    std::vector<std::string>& m_corpus;
    std::mt19937_64 m_random;
    std::size_t m_longest;
};

std::string readFile(const fs::path& path)
{
    std::ifstream file(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), {}};
}

void keep(const fs::path& folder, const std::string& input)
{
    const std::string name = std::format("{:016x}", std::hash<std::string>()(input));
    std::ofstream(folder / name, std::ios::binary) << input;
}

struct Options {
    long seconds = 0;
    std::uint64_t seed = std::random_device()();
    std::size_t longest = 20000;
    fs::path found; ///< the first folder
    std::vector<fs::path> files;
};

Options optionsFrom(int count, char** words)
{
    Options options;
    for (int i = 1; i < count; ++i) {
        const std::string_view word = words[i];
        const auto value = [&] { return std::strtoull(word.substr(word.find('=') + 1).data(), nullptr, 10); };
        if (word.starts_with("-max_total_time="))
            options.seconds = static_cast<long>(value());
        else if (word.starts_with("-seed="))
            options.seed = value();
        else if (word.starts_with("-max_len="))
            options.longest = value();
        else if (fs::is_directory(word)) {
            if (options.found.empty())
                options.found = word;
            for (const fs::directory_entry& entry : fs::directory_iterator(word))
                options.files.push_back(entry.path());
        } else
            options.files.emplace_back(word);
    }
    std::ranges::sort(options.files);
    return options;
}

} // namespace

// Called by the instrumented code, which this file is not.
extern "C" {
void __sanitizer_cov_trace_pc()
{
    const auto place = reinterpret_cast<std::uintptr_t>(__builtin_return_address(0));
    std::uint8_t& edge = edges[(place ^ (lastPlace << 1U)) % edgeCount];
    edge = static_cast<std::uint8_t>(edge + (edge < 255 ? 1 : 0));
    lastPlace = place;
}
void __sanitizer_cov_trace_cmp1(std::uint8_t left, std::uint8_t right)
{
    compare(left, right);
}
void __sanitizer_cov_trace_cmp2(std::uint16_t left, std::uint16_t right)
{
    compare(left, right);
}
void __sanitizer_cov_trace_cmp4(std::uint32_t left, std::uint32_t right)
{
    compare(left, right);
}
void __sanitizer_cov_trace_cmp8(std::uint64_t left, std::uint64_t right)
{
    compare(left, right);
}
void __sanitizer_cov_trace_const_cmp1(std::uint8_t constant, std::uint8_t value)
{
    compare(value, constant);
}
void __sanitizer_cov_trace_const_cmp2(std::uint16_t constant, std::uint16_t value)
{
    compare(value, constant);
}
void __sanitizer_cov_trace_const_cmp4(std::uint32_t constant, std::uint32_t value)
{
    compare(value, constant);
}
void __sanitizer_cov_trace_const_cmp8(std::uint64_t constant, std::uint64_t value)
{
    compare(value, constant);
}
void __sanitizer_cov_trace_cmpf(float, float) {}
void __sanitizer_cov_trace_cmpd(double, double) {}
void __sanitizer_cov_trace_switch(std::uint64_t value, std::uint64_t* cases)
{
    for (std::uint64_t i = 0; i < std::min<std::uint64_t>(cases[0], 32); ++i)
        compare(value, cases[2 + i]);
}
}

int main(int count, char** words)
{
    const Options options = optionsFrom(count, words);
    if (__sanitizer_set_death_callback != nullptr)
        __sanitizer_set_death_callback(onDeath);
    for (const int number : {SIGABRT, SIGPROF})
        std::signal(number, onSignal);

    std::vector<std::string> corpus;
    for (const fs::path& file : options.files) {
        std::string input = readFile(file);
        try {
            run(input);
        } catch (const std::exception& thrown) {
            std::fprintf(stderr, "%s: %s\n", file.c_str(), thrown.what());
            return 1;
        }
        corpus.push_back(std::move(input));
    }
    std::printf("%zu files were run\n", corpus.size());
    if (options.seconds == 0)
        return corpus.empty() ? 1 : 0;

    corpus.emplace_back("\n");
    Mutator mutator(corpus, options.seed, options.longest);
    const auto begin = std::chrono::steady_clock::now();
    const auto elapsed = [&] {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    std::size_t runs = 0;
    for (; elapsed() < static_cast<double>(options.seconds); ++runs) {
        std::string input = mutator.next();
        if (!run(input)) // an exception ends the program, and with it the input is written
            continue;
        if (!options.found.empty())
            keep(options.found, input);
        corpus.push_back(std::move(input));
    }
    std::printf("%zu inputs were run in %.0f seconds, %zu are kept; seed %llu\n", runs, elapsed(), corpus.size(),
                static_cast<unsigned long long>(options.seed));
    return 0;
}
