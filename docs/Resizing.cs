// Makes a picture what a model that dclgui exported wants: the same bytes as Pillow, of which this is an account.

public static class Resizing
{
    const double Filter = -0.5; // of the bicubic filter; antialiased: it grows with the picture
    const double Reach = 2;
    const int Bits = 22; // weights are whole numbers of 2^22 parts

    static double Bicubic(double distance)
    {
        var x = Math.Abs(distance);
        if (x < 1) return ((Filter + 2) * x - (Filter + 3)) * x * x + 1;
        return x < 2 ? (((x - 5) * x + 8) * x - 4) * Filter : 0;
    }

    /// <summary>For a value of the result: from which of <c>from</c> values on it is a sum of them, and their weights.</summary>
    static (int First, int[] Whole) Weights(int place, int from, int to)
    {
        double scale = (double)from / to, wide = Math.Max(scale, 1), centre = (place + 0.5) * scale;
        var first = Math.Max(0, (int)(centre - Reach * wide + 0.5));
        var end = Math.Min(from, (int)(centre + Reach * wide + 0.5));
        var parts = new double[end - first];
        double sum = 0;
        for (var at = 0; at < parts.Length; at++)
            sum += parts[at] = Bicubic((at + first - centre + 0.5) * (1 / wide));
        var whole = Array.ConvertAll(parts, part => (int)(part / sum * (1 << Bits) + (part < 0 ? -0.5 : 0.5)));
        return (first, whole);
    }

    /// <summary>RGB, 3 bytes a pixel, to a square: first along the rows, then along the columns, 8 bits in between.</summary>
    public static byte[] Resize(byte[] pixels, int width, int height, int side)
    {
        if (width != side)
            pixels = Pass(pixels, new byte[3 * side * height], width, side, height, (3, 3 * width), (3, 3 * side));
        if (height != side)
            pixels = Pass(pixels, new byte[3 * side * side], height, side, side, (3 * side, 3), (3 * side, 3));
        return pixels;
    }

    /// <summary>Resizes so many lines; <c>at</c> and <c>to</c> are the bytes from pixel to pixel and from line to line.</summary>
    static byte[] Pass(
        byte[] pixels, byte[] made, int from, int size, int lines, (int Step, int Line) at, (int Step, int Line) to)
    {
        for (var place = 0; place < size; place++)
        {
            var (first, whole) = Weights(place, from, size);
            for (var row = 0; row < lines; row++)
            for (var channel = 0; channel < 3; channel++)
            {
                long sum = 1 << (Bits - 1);
                for (var part = 0; part < whole.Length; part++)
                    sum += (long)whole[part] * pixels[row * at.Line + (first + part) * at.Step + channel];
                made[row * to.Line + place * to.Step + channel] = (byte)Math.Clamp(sum >> Bits, 0, 255);
            }
        }
        return made;
    }

    /// <summary>RGBA, 4 bytes a pixel, over grey 128 as RGB; transparency whose greatest value is 0 or 1 is not used.</summary>
    public static byte[] OverGrey(byte[] pixels)
    {
        var made = new byte[pixels.Length / 4 * 3];
        byte greatest = 0;
        for (var at = 3; at < pixels.Length; at += 4) greatest = Math.Max(greatest, pixels[at]);
        for (var at = 0; at < pixels.Length / 4; at++)
        {
            var seen = greatest > 1 ? pixels[4 * at + 3] * 128 : 255 * 128;
            for (var channel = 0; channel < 3; channel++)
            {
                var sum = pixels[4 * at + channel] * seen + 128 * (255 * 128 - seen) + 128 * 128;
                made[3 * at + channel] = (byte)(((sum >> 8) + sum) >> 15);
            }
        }
        return made;
    }
}
