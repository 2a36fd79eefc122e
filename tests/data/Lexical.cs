// Writes rows of types_lexical.h: random values, and the text that XmlConvert and Convert give them.
// SPDX-License-Identifier: LGPL-2.1-or-later
using System;
using System.Xml;

static class Lexical
{
    static readonly Random random = new Random(4);

    static ulong Bits()
    {
        var bytes = new byte[8];

        random.NextBytes(bytes);
        return BitConverter.ToUInt64(bytes, 0);
    }

    static void Row(string type, ulong a, ulong b, string text)
    {
        Console.WriteLine("    {{ WS_{0}_TYPE, 0x{1:x}ull, 0x{2:x}ull, \"{3}\" }},", type, a, b, text);
    }

    static void Main()
    {
        Console.WriteLine("/* Made by tests/data/Lexical.cs under Mono; not to be edited.\n *\n * SPDX-License-Identifier: LGPL-2.1-or-later\n */\n/* clang-format off */");
        for (int i = 0; i < 120; i++)
        {
            double d = i % 2 == 0 ? BitConverter.Int64BitsToDouble((long)Bits()) : random.Next(-1000000, 1000000) / 1000.0;
            if (double.IsNaN(d)) continue;
            Row("DOUBLE", (ulong)BitConverter.DoubleToInt64Bits(d), 0, XmlConvert.ToString(d));
        }
        for (int i = 0; i < 80; i++)
        {
            var bytes = BitConverter.GetBytes((uint)Bits());
            float f = i % 2 == 0 ? BitConverter.ToSingle(bytes, 0) : random.Next(-10000, 10000) / 100.0f;
            if (float.IsNaN(f)) continue;
            Row("FLOAT", BitConverter.ToUInt32(BitConverter.GetBytes(f), 0), 0, XmlConvert.ToString(f));
        }
        for (int i = 0; i < 60; i++)
        {
            var m = new decimal((int)Bits(), (int)Bits(), i % 3 == 0 ? (int)Bits() : 0, i % 2 == 0, (byte)random.Next(0, 29));
            int[] parts = decimal.GetBits(m);
            Row("DECIMAL", (uint)parts[0] | (ulong)(uint)parts[1] << 32, (ulong)(uint)parts[2] << 32 | (uint)parts[3], XmlConvert.ToString(m));
        }
        for (int i = 0; i < 40; i++)
        {
            long ticks = (long)(Bits() % 3155378976000000000);
            if (i % 4 == 0) ticks -= ticks % 10000000;
            Row("DATETIME", (ulong)ticks, 0, XmlConvert.ToString(new DateTime(ticks, DateTimeKind.Utc), XmlDateTimeSerializationMode.RoundtripKind));
            Row("DATETIME", (ulong)ticks, 2, XmlConvert.ToString(new DateTime(ticks, DateTimeKind.Unspecified), XmlDateTimeSerializationMode.RoundtripKind));
        }
        for (int i = 0; i < 20; i++)
        {
            ulong a = Bits(), length = (ulong)i % 9;
            Row("BYTES", a, length, Convert.ToBase64String(BitConverter.GetBytes(a), 0, (int)length));
        }
        for (int i = 0; i < 10; i++)
        {
            ulong a = Bits(), b = Bits();
            var bytes = new byte[16];
            BitConverter.GetBytes(a).CopyTo(bytes, 0);
            BitConverter.GetBytes(b).CopyTo(bytes, 8);
            Row("GUID", a, b, XmlConvert.ToString(new Guid(bytes)));
        }
        for (int i = 0; i < 30; i++)
        {
            long ticks = (long)Bits() >> random.Next(0, 50);
            Row("DURATION", (ulong)ticks, 0, XmlConvert.ToString(new TimeSpan(ticks)));
        }
    }
}
