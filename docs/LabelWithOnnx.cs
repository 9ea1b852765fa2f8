// Label the pictures of a folder by a model that dclgui exported: LabelWithOnnx model.onnx FOLDER > labels.csv
// Beside the model is its NAME.classes.json. .NET 8; needs: dotnet add package Microsoft.ML.OnnxRuntime,
// dotnet add package SixLabors.ImageSharp

using System.Globalization;
using System.Text.Json;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

var (model, folder) = (args[0], args[1]);
var card = JsonDocument.Parse(File.ReadAllText(Path.ChangeExtension(model, ".classes.json"))).RootElement;
var classes = card.GetProperty("classes").EnumerateArray().Select(name => name.GetString()!).ToArray();
var side = card.GetProperty("image_size").GetInt32();
using var session = new InferenceSession(model);

Console.WriteLine("path,label,sure,probability");
foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
{
    byte[] pixels;
    try
    {
        pixels = Read(file);
    }
    catch (Exception error) when (error is ImageFormatException or IOException or NotSupportedException)
    {
        Console.Error.WriteLine($"{file} is left out: {error.Message}");
        continue;
    }
    var images = new DenseTensor<byte>(pixels, [1, side, side, 3]);
    using var said = session.Run([NamedOnnxValue.CreateFromTensor("images", images)]);
    var label = (int)said.First(value => value.Name == "label").AsTensor<long>()[0];
    var high = said.First(value => value.Name == "high").AsTensor<bool>()[0];
    var probability = said.First(value => value.Name == "probabilities").AsTensor<float>()[0, label];
    var path = Path.GetRelativePath(folder, file).Replace('\\', '/');
    var number = probability.ToString(CultureInfo.InvariantCulture);
    Console.WriteLine($"{Quoted(path)},{Quoted(classes[label])},{(high ? "true" : "false")},{number}");
}

// The picture as the model sees it: upright, without colour profiles. One with more than 8 bits a channel needs the
// range that the model keeps (docs/formats.md) and is left out here.
byte[] Read(string file)
{
    using var loaded = Image.Load(file);
    if (loaded is Image<L16> or Image<La32> or Image<Rgb48> or Image<Rgba64>)
        throw new NotSupportedException("it has more than 8 bits a channel");
    using var picture = loaded.CloneAs<Rgba32>();
    picture.Mutate(change => change.AutoOrient());
    var pixels = new byte[4 * picture.Width * picture.Height];
    picture.CopyPixelDataTo(pixels);
    return Resizing.Resize(Resizing.OverGrey(pixels), picture.Width, picture.Height, side);
}

static string Quoted(string word) =>
    word.IndexOfAny(['"', ',', '\n', '\r']) < 0 ? word : $"\"{word.Replace("\"", "\"\"")}\"";
