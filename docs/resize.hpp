// Makes a picture what a model that dclgui exported wants: the same bytes as Pillow, of which this is an account. C++17;
// compile it with -ffp-contract=off (or /fp:precise), so that no two steps are rounded as one.
#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

namespace dclgui {

using Bytes = std::vector<std::uint8_t>;

constexpr double filter = -0.5;  // of the bicubic filter; antialiased: it grows with the picture
constexpr double reach = 2.0;
constexpr int bits = 22;  // weights are whole numbers of 2^22 parts

inline double bicubic(double distance) {
    const double x = std::abs(distance);
    if (x < 1) return ((filter + 2) * x - (filter + 3)) * x * x + 1;
    return x < 2 ? (((x - 5) * x + 8) * x - 4) * filter : 0;
}

struct Weights {
    int first;
    std::vector<std::int32_t> whole;
};

/// For each of `to` values: from which of `from` values on it is a sum of them, and their weights.
inline std::vector<Weights> weights(int from, int to) {
    const double scale = static_cast<double>(from) / to, wide = std::max(scale, 1.0);
    std::vector<Weights> made;
    for (int place = 0; place < to; ++place) {
        const double centre = (place + 0.5) * scale;
        const int first = std::max(0, static_cast<int>(centre - reach * wide + 0.5));
        const int end = std::min(from, static_cast<int>(centre + reach * wide + 0.5));
        std::vector<double> parts;
        double sum = 0;
        for (int at = first; at < end; ++at) {
            parts.push_back(bicubic((at - centre + 0.5) * (1 / wide)));
            sum += parts.back();
        }
        Weights found{first, {}};
        for (const double part : parts) {
            const double whole = part / sum * (1 << bits) + (part < 0 ? -0.5 : 0.5);
            found.whole.push_back(static_cast<std::int32_t>(whole));
        }
        made.push_back(std::move(found));
    }
    return made;
}

/// Where the pixels of one pass lie: so many lines, and bytes from pixel to pixel and from line to line.
struct Layout {
    int lines, step, line, made_step, made_line;
};

inline void pass(const Bytes& pixels, Bytes& made, int from, int to, const Layout& at) {
    const auto all = weights(from, to);
    for (int place = 0; place < to; ++place) {
        for (int row = 0; row < at.lines; ++row) {
            for (int channel = 0; channel < 3; ++channel) {
                std::int64_t sum = 1 << (bits - 1);
                const auto& [first, whole] = all[place];
                for (std::size_t part = 0; part < whole.size(); ++part) {
                    const auto pixel = first + static_cast<int>(part);
                    sum += std::int64_t{whole[part]} * pixels[row * at.line + pixel * at.step + channel];
                }
                const auto value = std::clamp<std::int64_t>(sum >> bits, 0, 255);
                made[row * at.made_line + place * at.made_step + channel] = static_cast<std::uint8_t>(value);
            }
        }
    }
}

/// RGB, 3 bytes a pixel, to a square of `side` pixels: first along the rows, then along the columns, 8 bits in between.
inline Bytes resize(Bytes pixels, int width, int height, int side) {
    if (width != side) {
        Bytes made(std::size_t{3} * side * height);
        pass(pixels, made, width, side, {height, 3, 3 * width, 3, 3 * side});
        pixels = std::move(made);
    }
    if (height != side) {
        Bytes made(std::size_t{3} * side * side);
        pass(pixels, made, height, side, {side, 3 * side, 3, 3 * side, 3});
        pixels = std::move(made);
    }
    return pixels;
}

/// RGBA, 4 bytes a pixel, over grey 128 as RGB; transparency whose greatest value is 0 or 1 is not used.
inline Bytes over_grey(const Bytes& pixels) {
    Bytes made(pixels.size() / 4 * 3);
    std::uint8_t greatest = 0;
    for (std::size_t at = 3; at < pixels.size(); at += 4) greatest = std::max(greatest, pixels[at]);
    for (std::size_t at = 0; at < pixels.size() / 4; ++at) {
        const int seen = greatest > 1 ? pixels[4 * at + 3] * 128 : 255 * 128;
        for (int channel = 0; channel < 3; ++channel) {
            const int sum = pixels[4 * at + channel] * seen + 128 * (255 * 128 - seen) + 128 * 128;
            made[3 * at + channel] = static_cast<std::uint8_t>(((sum >> 8) + sum) >> 15);
        }
    }
    return made;
}

}  // namespace dclgui
