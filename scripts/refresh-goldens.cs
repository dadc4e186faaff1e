#:project ../tests/Testing/Testing.csproj
#:property PublishAot=false

using Testing.Recordings;

if (args is not [var source, var target])
{
    Console.Error.WriteLine("usage: scripts/refresh-goldens.sh SOURCE_DIR");
    return 2;
}

try
{
    foreach (var line in PackedGoldens.Refresh(source, target))
        Console.WriteLine(line);
    return 0;
}
catch (IOException error)
{
    Console.Error.WriteLine(error.Message);
    return 2;
}
