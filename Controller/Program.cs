using Controller.Hosting;

return await ControllerCommand.Process.RunAsync(args, ControllerHost.RunAsync);
