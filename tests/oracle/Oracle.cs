/* Microsoft's XML code (System.Runtime.Serialization as Mono has it) as an oracle: the same modes and lines as forms.c.
 *
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */
using System;
using System.IO;
using System.Reflection;
using System.Text;
using System.Xml;

static class Oracle
{
    static readonly XmlDictionaryReaderQuotas quotas = XmlDictionaryReaderQuotas.Max;

    /* The static dictionary of MC-NBFS, which the service model keeps for itself. */
    static IXmlDictionary Soap()
    {
        var type = typeof(System.ServiceModel.ServiceHost).Assembly.GetType("System.ServiceModel.Constants");
        var flags = BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public;
        return (IXmlDictionary)type.GetProperty("SoapDictionary", flags).GetValue(null, null);
    }

    static XmlDictionaryReader Reader(string form, byte[] bytes)
    {
        switch (form)
        {
        case "binary": return XmlDictionaryReader.CreateBinaryReader(bytes, 0, bytes.Length, null, quotas);
        case "soap": return XmlDictionaryReader.CreateBinaryReader(bytes, 0, bytes.Length, Soap(), quotas);
        case "mtom": return XmlDictionaryReader.CreateMtomReader(bytes, 0, bytes.Length, new[] { Encoding.UTF8 }, quotas);
        default: return XmlDictionaryReader.CreateTextReader(bytes, quotas);
        }
    }

    static XmlDictionaryWriter Writer(string form, Stream stream)
    {
        switch (form)
        {
        case "binary": return XmlDictionaryWriter.CreateBinaryWriter(stream, null, null, false);
        case "soap": return XmlDictionaryWriter.CreateBinaryWriter(stream, Soap(), null, false);
        case "mtom":
            return XmlDictionaryWriter.CreateMtomWriter(stream, new UTF8Encoding(false), int.MaxValue, "text/xml", "uuid:oracle+id=1",
                "http://tempuri.org/0", true, false);
        default: return XmlDictionaryWriter.CreateTextWriter(stream, new UTF8Encoding(false), false);
        }
    }

    /* As it is, but what a blob holds is bytes. */
    static void Copy(XmlDictionaryReader reader, XmlDictionaryWriter writer, bool blobs)
    {
        var text = new StringBuilder();
        int depth = 0;
        reader.MoveToContent();
        do
        {
            switch (reader.NodeType)
            {
            case XmlNodeType.Element:
                bool empty = reader.IsEmptyElement, blob = blobs && reader.LocalName == "blob";
                writer.WriteStartElement(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                while (reader.MoveToNextAttribute())
                {
                    if (reader.NamespaceURI == "http://www.w3.org/2000/xmlns/") continue; /* the writer declares what is needed */
                    writer.WriteStartAttribute(reader.Prefix, reader.LocalName, reader.NamespaceURI);
                    writer.WriteString(reader.Value);
                    writer.WriteEndAttribute();
                }
                reader.MoveToElement();
                if (empty) { writer.WriteEndElement(); break; }
                if (blob)
                {
                    byte[] bytes = reader.ReadElementContentAsBase64();
                    writer.WriteBase64(bytes, 0, bytes.Length);
                    writer.WriteEndElement();
                    continue;
                }
                depth++;
                break;
            case XmlNodeType.EndElement:
                writer.WriteFullEndElement();
                depth--;
                break;
            case XmlNodeType.Comment: writer.WriteComment(reader.Value); break;
            default: text.Append(reader.Value); break;
            }
            if (depth == 0) break;
            reader.Read();
            if (text.Length != 0 && reader.NodeType != XmlNodeType.Text && reader.NodeType != XmlNodeType.Whitespace
                && reader.NodeType != XmlNodeType.SignificantWhitespace)
            {
                writer.WriteString(text.ToString()); /* Mono gives out entities as pieces of their own */
                text.Clear();
            }
        } while (true);
    }

    static void Transform(string mode, byte[] bytes, Stream output)
    {
        int dash = mode.IndexOf('-');
        if (mode.StartsWith("exclusive"))
        {
            var reader = Reader("text", bytes);
            reader.MoveToContent();
            var writer = XmlDictionaryWriter.CreateTextWriter(new MemoryStream());
            writer.StartCanonicalization(output, mode == "exclusive-comments",
                mode == "exclusive-prefixes" ? new[] { "p", "q" } : null);
            writer.WriteNode(reader, false);
            writer.Flush();
            writer.EndCanonicalization();
            return;
        }
        using (var writer = Writer(mode.Substring(dash + 1), output))
        {
            Copy(Reader(mode.Substring(0, dash), bytes), writer, mode.EndsWith("mtom"));
            writer.Flush();
        }
    }

    static int Main()
    {
        string line;
        while ((line = Console.ReadLine()) != null)
        {
            var parts = line.Split(' ');
            try
            {
                using (var output = File.Create(parts[2])) Transform(parts[0], File.ReadAllBytes(parts[1]), output);
                Console.WriteLine("ok");
            }
            catch (Exception why)
            {
                Console.WriteLine("{0}: {1}", why.GetType().Name, why.Message.Replace('\n', ' '));
            }
        }
        return 0;
    }
}
