// Label one picture by a model that dclgui exported: label_with_onnx model.onnx picture.ppm
// Prints the number of the class, whether it is sure, and the probability; the names stand in NAME.classes.json, in the
// order of their numbers. Needs onnxruntime's C++ headers and library. It reads binary PPM (P6), so that it needs no
// other library: in your program the pixels come from a camera, upright, 8 bits a channel, without a colour profile.

#include <onnxruntime_cxx_api.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <stdexcept>
#include <string>

#include "resize.hpp"

namespace {

struct Picture {
    int width, height;
    dclgui::Bytes pixels;
};

Picture read_ppm(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    std::string kind;
    int width = 0, height = 0, most = 0;
    stream >> kind >> width >> height >> most;
    if (!stream || kind != "P6" || most != 255) throw std::runtime_error("it is no binary PPM of 8 bits a channel");
    stream.get();
    dclgui::Bytes pixels(std::size_t{3} * width * height);
    stream.read(reinterpret_cast<char*>(pixels.data()), static_cast<std::streamsize>(pixels.size()));
    if (!stream) throw std::runtime_error("it ends too early");
    return {width, height, std::move(pixels)};
}

void label(const std::filesystem::path& model, const Picture& picture) {
    Ort::Env environment(ORT_LOGGING_LEVEL_WARNING, "dclgui");
    environment.DisableTelemetryEvents();
    Ort::Session session(environment, model.c_str(), Ort::SessionOptions{});
    const auto side = session.GetInputTypeInfo(0).GetTensorTypeAndShapeInfo().GetShape()[1];
    auto pixels = dclgui::resize(picture.pixels, picture.width, picture.height, static_cast<int>(side));
    const std::int64_t shape[] = {1, side, side, 3};
    const auto memory = Ort::MemoryInfo::CreateCpu(OrtArenaAllocator, OrtMemTypeDefault);
    const auto images = Ort::Value::CreateTensor<std::uint8_t>(memory, pixels.data(), pixels.size(), shape, 4);
    const char* const inputs[] = {"images"};
    const char* const outputs[] = {"label", "high", "probabilities"};
    const auto said = session.Run(Ort::RunOptions{}, inputs, &images, 1, outputs, 3);
    const auto number = said[0].GetTensorData<std::int64_t>()[0];
    std::cout << number << ',' << (said[1].GetTensorData<bool>()[0] ? "true" : "false") << ','
              << said[2].GetTensorData<float>()[number] << '\n';
}

}  // namespace

int main(int count, char** words) {
    if (count != 3) {
        std::cerr << "label_with_onnx model.onnx picture.ppm\n";
        return 2;
    }
    try {
        label(words[1], read_ppm(words[2]));
    } catch (const std::exception& error) {
        std::cerr << words[2] << ": " << error.what() << '\n';
        return 1;
    }
}
