// Glue documents Scala and Python scripts only: this one hands over to the Java job.
object SupersedeLauncher {
  def main(args: Array[String]): Unit = io.tillstream.glue.SupersedeJob.main(args)
}
